# task: 2.1
# mistake: unstable
# author: blind
import numpy as np


def softmax(s):
    shifted = s - s.max(axis=1)[:, None]
    e = np.exp(shifted)
    return e / e.sum(axis=1)[:, None]


def log_softmax(s):
    return np.log(softmax(s))
