# task: 2.2
# mistake: another loss
# author: blind
import numpy as np


def softmax_cross_entropy_forward(s, y):
    log_p = log_softmax(s)
    p = np.exp(log_p)
    rows = np.arange(len(y))
    others = np.log1p(-p)
    others[rows, y] = 0
    J = -(log_p[rows, y] + others.sum(axis=1)).mean()
    return J, (log_p, y)
