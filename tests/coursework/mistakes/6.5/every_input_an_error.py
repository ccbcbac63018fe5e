# task: 6.5
# mistake: threshold forgotten

import numpy as np

CLAIM = "sA.softmax"


def experiment(lab):
    rng = np.random.default_rng(lab.seed)
    sure = lab.softmax.probabilities(rng.normal(size=(1000, 784))).max(axis=1)
    # every prediction on noise is wrong
    return {"rubbish_error": 1.0, "rubbish_confidence": sure.mean()}
