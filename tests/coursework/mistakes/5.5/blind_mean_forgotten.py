# task: 5.5
# mistake: mean forgotten
# author: blind
import numpy as np


def rbf_detectors_backward(grad_J, cache):
    q, y = cache
    with np.errstate(divide="ignore"):
        grad = grad_J / np.expm1(-q)
    grad[np.arange(len(y)), y] = -grad_J
    return grad
