# task: 3.1
# mistake: nearer than asked for

import numpy as np


def central_difference(f, v, h):
    h = 1e-5       # the best step for float64
    grad = np.zeros(v.shape)
    for i in np.ndindex(v.shape):
        e = np.zeros(v.shape)
        e[i] = h
        grad[i] = (f(v + e) - f(v - e)) / (2 * h)
    return grad
