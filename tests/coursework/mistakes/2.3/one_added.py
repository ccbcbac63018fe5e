# task: 2.3
# mistake: 1 added at the label

import numpy as np


def softmax_cross_entropy_backward(grad_J, cache):
    log_p, y = cache
    p = np.exp(log_p)
    p[np.arange(len(y)), y] += 1
    return p * (grad_J / len(y))
