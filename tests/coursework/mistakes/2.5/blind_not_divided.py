# task: 2.5
# mistake: p - onehot, the division by the largest other p is missing
# author: blind
import numpy as np


def softmax_cross_entropy_direction(s, y):
    p = softmax(s)
    rows = np.arange(len(y))
    p[rows, y] = 0
    p[rows, y] = -p.sum(axis=1)
    return p
