# task: 6.5
# mistake: seed fixed inside

import numpy as np

CLAIM = "sA.softmax"


def experiment(lab):
    rng = np.random.default_rng(0)
    sure = lab.softmax.probabilities(rng.normal(size=(1000, 784))).max(axis=1)
    return {"rubbish_error": np.mean(sure > .5), "rubbish_confidence": sure[sure > .5].mean()}
