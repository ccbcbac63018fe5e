# task: 3.1
# mistake: too many calls

import numpy as np


def central_difference(f, v, h):
    grad = np.zeros(v.shape)
    for i in np.ndindex(v.shape):
        e = np.zeros(v.shape)
        e[i] = h
        right = (f(v + e) - f(v)) / h
        left = (f(v) - f(v - e)) / h
        grad[i] = (right + left) / 2
    return grad
