# task: 2.2
# mistake: score for its logarithm of a probability

import numpy as np


def softmax_cross_entropy_forward(s, y):
    log_p = log_softmax(s)
    J = -np.mean(s[np.arange(len(y)), y])
    return J, (log_p, y)
