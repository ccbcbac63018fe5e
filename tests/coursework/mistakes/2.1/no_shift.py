# task: 2.1
# mistake: unstable

import numpy as np


def log_softmax(s):
    e = np.exp(s)
    return np.log(e / e.sum(axis=1, keepdims=True))
