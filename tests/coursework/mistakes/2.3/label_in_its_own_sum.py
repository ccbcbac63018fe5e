# task: 2.3
# mistake: label in its own sum

import numpy as np


def softmax_cross_entropy_backward(grad_J, cache):
    log_p, y = cache
    rows = np.arange(len(y))
    g = np.exp(log_p)
    g[rows, y] = -g.sum(axis=1)
    return g * (grad_J / len(y))
