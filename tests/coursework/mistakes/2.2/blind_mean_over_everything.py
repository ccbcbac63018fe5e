# task: 2.2
# mistake: constant factor | mean over the wrong axis
# author: blind
import numpy as np


def softmax_cross_entropy_forward(s, y):
    log_p = log_softmax(s)
    one_hot = np.zeros_like(s)
    one_hot[np.arange(len(y)), y] = 1
    J = -np.mean(one_hot * log_p)
    return J, (log_p, y)
