# task: 2.2
# mistake: another loss

import numpy as np


def softmax_cross_entropy_forward(s, y):
    log_p = log_softmax(s)
    target = np.zeros_like(s)
    target[range(len(y)), y] = 1
    J = ((softmax(s) - target) ** 2).sum() / len(y)
    return J, (log_p, y)
