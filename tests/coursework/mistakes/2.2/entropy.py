# task: 2.2
# mistake: label left out

import numpy as np


def softmax_cross_entropy_forward(s, y):
    log_p = log_softmax(s)
    J = -(softmax(s) * log_p).sum(axis=1).mean()
    return J, (log_p, y)
