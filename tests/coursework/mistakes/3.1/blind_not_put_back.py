# task: 3.1
# mistake: not put back
# author: blind
import numpy as np


def central_difference(f, v, h):
    w = np.array(v, dtype=float)
    grad = np.zeros_like(w)
    for i in np.ndindex(w.shape):
        w[i] += h
        right = f(w)
        w[i] -= 2 * h
        left = f(w)
        grad[i] = (right - left) / (2 * h)
    return grad
