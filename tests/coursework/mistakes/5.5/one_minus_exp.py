# task: 5.5
# mistake: 1 - exp(q) cancels | unstable

import numpy as np


def rbf_detectors_backward(grad_J, cache):
    q, y = cache
    p = np.exp(q)
    g = p / (1 - p)
    g[np.arange(len(y)), y] = -1
    return grad_J * g / len(y)
