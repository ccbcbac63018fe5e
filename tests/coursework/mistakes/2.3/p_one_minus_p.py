# task: 2.3
# mistake: slope of the softmax

import numpy as np


def softmax_cross_entropy_backward(grad_J, cache):
    log_p, y = cache
    p = np.exp(log_p)
    onehot = np.eye(p.shape[1])[y]
    dp = p * (1 - p)
    return grad_J * (p - onehot) * dp / len(y)
