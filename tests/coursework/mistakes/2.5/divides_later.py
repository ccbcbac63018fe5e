# task: 2.5
# mistake: direction underflows

import numpy as np


def softmax_cross_entropy_direction(s, y):
    p = softmax(s)
    n = np.arange(len(y))
    p[n, y] = 0
    p[n, y] = -p.sum(axis=1)
    others = np.array(p)
    others[n, y] = 0
    return p / others.max(axis=1, keepdims=True)
