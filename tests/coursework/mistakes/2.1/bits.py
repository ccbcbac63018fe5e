# task: 2.1
# mistake: another base

import numpy as np


def log_softmax(s):
    t = s - s.max(axis=1, keepdims=True)
    p = t - np.log(np.exp(t).sum(axis=1, keepdims=True))
    return p / np.log(2)


def softmax(s):
    return 2 ** log_softmax(s)
