# task: 3.1
# mistake: h ignored | another step | argument ignored
# author: blind
import numpy as np


def central_difference(f, v, h):
    h = 1e-5
    v = np.array(v, dtype=float)
    grad = np.zeros_like(v)
    for i in np.ndindex(v.shape):
        old = v[i]
        v[i] = old + h
        plus = f(v)
        v[i] = old - h
        minus = f(v)
        v[i] = old
        grad[i] = (plus - minus) / (2 * h)
    return grad
