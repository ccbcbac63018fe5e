# task: 2.3
# mistake: sign flipped

import numpy as np


def softmax_cross_entropy_backward(grad_J, cache):
    log_p, y = cache
    target = np.eye(log_p.shape[1])[y]
    return (target - np.exp(log_p)) * grad_J / y.size
