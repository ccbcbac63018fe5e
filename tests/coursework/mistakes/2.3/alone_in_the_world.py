# task: 2.3
# mistake: grad_J forgotten

import numpy as np


def softmax_cross_entropy_backward(grad_J, cache):
    log_p, y = cache
    rows = np.arange(len(y))
    d = np.exp(log_p)
    d[rows, y] = 0
    d[rows, y] -= d.sum(axis=1)
    return d / len(rows)
