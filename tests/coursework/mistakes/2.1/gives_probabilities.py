# task: 2.1
# mistake: log and probability exchanged

import numpy as np


def log_softmax(s):
    e = np.exp(s - s.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def softmax(s):
    return log_softmax(s)
