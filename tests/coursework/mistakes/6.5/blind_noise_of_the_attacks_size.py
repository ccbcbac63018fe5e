# task: 6.5
# mistake: noise scaled by eps | another noise | noise of another size
# author: blind
import numpy as np

CLAIM = "sA.softmax"


def experiment(lab):
    rng = np.random.default_rng(lab.seed)
    noise = .25 * rng.normal(size=(1000, 784))
    p = lab.softmax.probabilities(noise).max(axis=1)
    fooled = p > .5
    return {"rubbish_error": fooled.mean(),
            "rubbish_confidence": p[fooled].mean() if fooled.any() else None}
