# task: 3.1
# mistake: step lost in whole numbers
# author: blind
import numpy as np


def central_difference(f, v, h):
    grad = np.zeros(v.shape, dtype=np.float64)
    for i in np.ndindex(v.shape):
        a = v.copy()
        b = v.copy()
        a[i] = v[i] + h
        b[i] = v[i] - h
        grad[i] = (f(a) - f(b)) / (2 * h)
    return grad
