# task: 2.3
# mistake: log p used where p is needed
# author: blind
import numpy as np


def softmax_cross_entropy_backward(grad_J, cache):
    p, y = cache
    g = p.copy()
    rows = np.arange(len(y))
    g[rows, y] = 0
    g[rows, y] = -g.sum(axis=1)
    return g * (grad_J / len(y))
