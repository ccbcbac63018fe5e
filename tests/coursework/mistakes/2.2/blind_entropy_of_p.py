# task: 2.2
# mistake: another loss | label left out
# author: blind
import numpy as np


def softmax_cross_entropy_forward(s, y):
    log_p = log_softmax(s)
    H = -(np.exp(log_p) * log_p).sum(axis=1)
    return H.mean(), (log_p, y)
