# task: 2.3
# mistake: one-hot forgotten

import numpy as np


def softmax_cross_entropy_backward(grad_J, cache):
    log_p, y = cache
    return grad_J * np.exp(log_p) / len(y)
