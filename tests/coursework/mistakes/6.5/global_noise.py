# task: 6.5
# mistake: chance from elsewhere

import numpy as np

CLAIM = "sA.softmax"


def experiment(lab):
    z = np.random.randn(1000, 784)
    p = lab.softmax.probabilities(z)
    sure = p.max(axis=1)
    return {"rubbish_error": np.mean(sure > .5), "rubbish_confidence": sure[sure > .5].mean()}
