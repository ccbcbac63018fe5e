# task: 2.2
# mistake: labels one off

import numpy as np


def softmax_cross_entropy_forward(s, y):
    log_p = log_softmax(s)
    idx = y - 1
    J = -log_p[np.arange(len(idx)), idx].mean()
    return J, (log_p, y)
