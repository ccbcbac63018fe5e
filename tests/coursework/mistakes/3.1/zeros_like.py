# task: 3.1
# mistake: step lost in whole numbers

import numpy as np


def central_difference(f, v, h):
    grad = np.zeros_like(v)
    for i in np.ndindex(v.shape):
        step = np.zeros(v.shape)
        step[i] = h
        grad[i] = (f(v + step) - f(v - step)) / (2 * h)
    return grad
