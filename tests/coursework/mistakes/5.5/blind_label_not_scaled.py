# task: 5.5
# mistake: mean forgotten
# author: blind
import numpy as np


def rbf_detectors_backward(grad_J, cache):
    q, y = cache
    N = q.shape[0]
    with np.errstate(divide="ignore"):
        g = grad_J / N * np.exp(q) / -np.expm1(q)
    g[np.arange(N), y] = -grad_J
    return g
