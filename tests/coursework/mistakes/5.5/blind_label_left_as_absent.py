# task: 5.5
# mistake: label judged twice
# author: blind
import numpy as np


def rbf_detectors_backward(grad_J, cache):
    q, y = cache
    with np.errstate(divide="ignore"):
        g = 1 / np.expm1(-q)
    g[np.arange(len(y)), y] -= 1
    return g * (grad_J / len(y))
