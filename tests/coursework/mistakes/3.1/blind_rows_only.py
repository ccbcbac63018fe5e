# task: 3.1
# mistake: whole rows moved
# author: blind
import numpy as np


def central_difference(f, v, h):
    v = v.astype(np.float64)
    grad = np.zeros(v.shape)
    for i in range(len(v)):
        step = np.zeros(v.shape)
        step[i] = h
        grad[i] = (f(v + step) - f(v - step)) / (2 * h)
    return grad
