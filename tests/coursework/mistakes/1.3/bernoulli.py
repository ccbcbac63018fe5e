# task: 1.3
# mistake: labels of 0 and 1

import numpy as np


def softplus(z):
    return np.logaddexp(0, z)


def logistic_forward(s, y):
    # cross entropy: -y log p - (1-y) log(1-p)
    log_p = -softplus(-s)
    log_not_p = -softplus(s)
    ce = -(y * log_p + (1 - y) * log_not_p)
    return ce.mean(), (s, y)
