# task: 3.1
# mistake: h for 2h | factor 2
# author: blind
import numpy as np


def central_difference(f, v, h):
    grad = np.zeros(v.shape)
    it = np.nditer(v, flags=["multi_index"])
    for _ in it:
        i = it.multi_index
        plus, minus = v.astype(float), v.astype(float)
        plus[i] += h
        minus[i] -= h
        grad[i] = (f(plus) - f(minus)) / h
    return grad
