# task: 2.5
# mistake: input modified
# author: blind
import numpy as np


def softmax_cross_entropy_direction(s, y):
    rows = np.arange(len(y))
    s[rows, y] = -np.inf
    e = np.exp(s - s.max(axis=1, keepdims=True))
    e[rows, y] = -e.sum(axis=1)
    return e
