# task: 2.3
# mistake: mean forgotten
# author: blind
import numpy as np


def softmax_cross_entropy_backward(grad_J, cache):
    log_p, y = cache
    idx = np.arange(y.shape[0])
    g = np.exp(log_p)
    g[idx, y] = 0
    g[idx, y] = -np.sum(g, axis=1)
    return g * grad_J
