# task: 2.3
# mistake: cache written into
import numpy as np


def softmax_cross_entropy_backward(grad_J, cache):
    log_p, y = cache
    p = np.exp(log_p, out=log_p)
    rows = np.arange(len(y))
    others = p.copy()
    others[rows, y] = 0
    others[rows, y] = -others.sum(axis=1)
    return others * (grad_J / len(y))
