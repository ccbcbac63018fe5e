# task: 6.5
# mistake: another kind of noise

import numpy as np

CLAIM = "sA.softmax"


def experiment(lab):
    rng = np.random.default_rng(lab.seed)
    z = rng.uniform(size=(1000, 784))
    sure = lab.softmax.probabilities(z).max(axis=1)
    fooled = sure > .5
    return {"rubbish_error": fooled.mean(),
            "rubbish_confidence": sure[fooled].mean() if fooled.any() else None}
