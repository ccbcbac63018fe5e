# task: 2.1
# mistake: unstable
# author: blind
import numpy as np


def softmax(s):
    e = np.exp(s)
    return e / e.sum(axis=1, keepdims=True)


def log_softmax(s):
    return s - np.log(np.exp(s).sum(axis=1, keepdims=True))
