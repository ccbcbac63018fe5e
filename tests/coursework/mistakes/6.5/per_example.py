# task: 6.5
# mistake: an array for a number

import numpy as np

CLAIM = "sA.softmax"


def experiment(lab):
    rng = np.random.default_rng(lab.seed)
    p = lab.softmax.probabilities(rng.normal(size=(1000, 784)))
    sure = p.max(axis=1)
    return {"rubbish_error": sure > .5, "rubbish_confidence": sure}
