# task: 2.5
# mistake: label in the maximum

import numpy as np


def softmax_cross_entropy_direction(s, y):
    t = np.exp(s - s.max(axis=1, keepdims=True))
    rows = np.arange(len(y))
    t[rows, y] = 0
    t[rows, y] = -t.sum(axis=1)
    return t
