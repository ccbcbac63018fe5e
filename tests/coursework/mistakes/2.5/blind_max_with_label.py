# task: 2.5
# mistake: the label is not left out of the maximum
# author: blind
import numpy as np


def softmax_cross_entropy_direction(s, y):
    i = np.arange(len(y))
    d = np.exp(s - s.max(axis=1, keepdims=True))
    d[i, y] = 0
    d[i, y] = -d.sum(axis=1)
    return d
