# task: 3.1
# mistake: step lost in whole numbers

import numpy as np


def central_difference(f, v, h):
    grad = np.zeros(v.shape)
    for i in np.ndindex(v.shape):
        vp = v.copy()
        vm = v.copy()
        vp[i] += h
        vm[i] -= h
        grad[i] = (f(vp) - f(vm)) / (2 * h)
    return grad
