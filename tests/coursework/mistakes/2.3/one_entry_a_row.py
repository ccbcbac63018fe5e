# task: 2.3
# mistake: only the label's column

import numpy as np


def softmax_cross_entropy_backward(grad_J, cache):
    log_p, y = cache
    grad = np.zeros_like(log_p)
    for n in range(len(y)):
        grad[n, y[n]] = np.exp(log_p[n, y[n]]) - 1
    return grad_J * grad / len(y)
