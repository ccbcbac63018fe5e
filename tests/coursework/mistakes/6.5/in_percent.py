# task: 6.5
# mistake: percent for fractions

import numpy as np

CLAIM = "sA.softmax"


def experiment(lab):
    rng = np.random.default_rng(lab.seed)
    sure = lab.softmax.probabilities(rng.normal(size=(1000, 784))).max(axis=1)
    return {"rubbish_error": 100 * np.mean(sure > .5),
            "rubbish_confidence": 100 * sure[sure > .5].mean()}
