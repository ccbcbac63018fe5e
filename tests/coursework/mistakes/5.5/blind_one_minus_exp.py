# task: 5.5
# mistake: 1 - exp(q) cancels | digits lost
# author: blind
import numpy as np


def rbf_detectors_backward(grad_J, cache):
    q, y = cache
    p = np.exp(q)
    with np.errstate(divide="ignore"):
        g = p / (1 - p)
    for n in range(len(y)):
        g[n, y[n]] = -1
    return grad_J * g / len(y)
