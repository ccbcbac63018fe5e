# task: 2.3
# mistake: constant factor | mean over the wrong axis
# author: blind
import numpy as np


def softmax_cross_entropy_backward(grad_J, cache):
    log_p, y = cache
    rows = np.arange(len(y))
    g = np.exp(log_p)
    g[rows, y] = 0
    g[rows, y] = -g.sum(axis=1)
    return grad_J * g / g.size
