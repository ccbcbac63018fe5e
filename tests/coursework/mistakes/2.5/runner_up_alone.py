# task: 2.5
# mistake: largest of the others alone

import numpy as np


def softmax_cross_entropy_direction(s, y):
    rows = np.arange(len(y))
    others = s.copy()
    others[rows, y] = -np.inf
    d = np.zeros_like(s)
    d[rows, others.argmax(axis=1)] = 1
    d[rows, y] = -1
    return d
