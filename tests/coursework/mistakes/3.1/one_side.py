# task: 3.1
# mistake: one-sided difference

import numpy as np


def central_difference(f, v, h):
    grad = np.zeros_like(v, dtype=float)
    base = f(v)
    for idx, _ in np.ndenumerate(v):
        bumped = v.astype(float).copy()
        bumped[idx] += h
        grad[idx] = (f(bumped) - base) / h
    return grad
