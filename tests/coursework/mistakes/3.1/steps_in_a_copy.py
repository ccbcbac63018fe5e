# task: 3.1
# mistake: step lost in whole numbers

import numpy as np


def central_difference(f, v, h):
    grad = np.zeros(v.shape)
    for i in np.ndindex(v.shape):
        w = v.copy()
        w[i] += h
        right = f(w)
        w[i] -= 2 * h
        left = f(w)
        grad[i] = (right - left) / (2 * h)
    return grad
