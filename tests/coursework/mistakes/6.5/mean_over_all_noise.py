# task: 6.5
# mistake: confidence on all

import numpy as np

CLAIM = "sA.softmax"


def experiment(lab):
    rng = np.random.default_rng(lab.seed)
    sure = lab.softmax.probabilities(rng.normal(size=(1000, 784))).max(axis=1)
    return {"rubbish_error": np.mean(sure > .5), "rubbish_confidence": sure.mean()}
