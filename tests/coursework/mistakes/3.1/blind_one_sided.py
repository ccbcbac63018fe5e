# task: 3.1
# mistake: one-sided difference
# author: blind
import numpy as np


def central_difference(f, v, h):
    v = v.astype(float)
    base = f(v)
    grad = np.zeros(v.shape)
    for idx in np.ndindex(*v.shape):
        moved = v.copy()
        moved[idx] += h
        grad[idx] = (f(moved) - base) / h
    return grad
