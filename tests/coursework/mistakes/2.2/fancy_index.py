# task: 2.2
# mistake: every label for every row

import numpy as np


def softmax_cross_entropy_forward(s, y):
    log_p = log_softmax(s)
    J = -np.mean(log_p[:, y])
    return J, (log_p, y)
