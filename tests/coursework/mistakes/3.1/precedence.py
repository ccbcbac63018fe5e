# task: 3.1
# mistake: not divided by the step

import numpy as np


def central_difference(f, v, h):
    grad = np.empty(v.shape)
    for i in np.ndindex(v.shape):
        step = np.zeros(v.shape)
        step[i] = h
        grad[i] = (f(v + step) - f(v - step)) / 2 * h
    return grad
