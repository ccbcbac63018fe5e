# task: 2.5
# mistake: another divisor

import numpy as np


def softmax_cross_entropy_direction(s, y):
    rows = np.arange(len(y))
    others = s.copy()
    others[rows, y] = -np.inf
    d = softmax(others)
    d[rows, y] = -1
    return d
