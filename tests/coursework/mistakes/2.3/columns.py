# task: 2.3
# mistake: 1 taken off in the wrong places

import numpy as np


def softmax_cross_entropy_backward(grad_J, cache):
    log_p, y = cache
    p = np.exp(log_p)
    p[:, y] -= 1
    return grad_J * p / len(p)
