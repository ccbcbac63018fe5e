# task: 2.5
# mistake: direction underflows | unstable
# author: blind
import numpy as np


def softmax_cross_entropy_direction(s, y):
    N = s.shape[0]
    d = softmax(s)
    d[np.arange(N), y] = 0
    biggest = d.max(axis=1, keepdims=True)
    d[np.arange(N), y] = -d.sum(axis=1)
    return d / biggest
