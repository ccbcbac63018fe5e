# task: 3.1
# mistake: nearer than asked for

import numpy as np


def central_difference(f, v, h):
    grad = np.zeros(v.shape)
    for i in np.ndindex(v.shape):
        e = np.zeros(v.shape)
        e[i] = h
        grad[i] = (8 * (f(v + e) - f(v - e)) - (f(v + 2 * e) - f(v - 2 * e))) / (12 * h)
    return grad
