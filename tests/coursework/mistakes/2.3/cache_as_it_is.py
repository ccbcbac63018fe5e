# task: 2.3
# mistake: log p for p

import numpy as np


def softmax_cross_entropy_backward(grad_J, cache):
    log_p, y = cache
    grad = log_p.copy()
    grad[np.arange(len(y)), y] -= 1
    return grad_J * grad / len(y)
