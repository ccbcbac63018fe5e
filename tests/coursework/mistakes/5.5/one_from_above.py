# task: 5.5
# mistake: gradient from above forgotten

import numpy as np


def rbf_detectors_backward(grad_J, cache):
    q, y = cache
    g = -np.exp(q) / np.expm1(q)
    g[np.arange(len(y)), y] = -1.0
    return g / len(y)
