# task: 3.1
# mistake: a step of its own

import numpy as np


def central_difference(f, v, h):
    grad = np.zeros(v.shape)
    for i in np.ndindex(v.shape):
        step = h * max(1, abs(v[i]))
        e = np.zeros(v.shape)
        e[i] = step
        grad[i] = (f(v + e) - f(v - e)) / (2 * step)
    return grad
