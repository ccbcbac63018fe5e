# task: 5.5
# mistake: softmax instead of independent
# author: blind
import numpy as np


def rbf_detectors_backward(grad_J, cache):
    q, y = cache
    g = np.exp(q)
    g[np.arange(len(y)), y] -= 1
    return g * (grad_J / len(y))
