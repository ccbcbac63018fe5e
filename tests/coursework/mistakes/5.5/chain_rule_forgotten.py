# task: 5.5
# mistake: slope in p, not in q

import numpy as np


def rbf_detectors_backward(grad_J, cache):
    q, y = cache
    p = np.exp(q)
    g = 1 / (1 - p)
    for n, label in enumerate(y):
        g[n, label] = -1 / p[n, label]
    return grad_J * g / len(y)
