# task: 2.2
# mistake: mean forgotten

import numpy as np


def softmax_cross_entropy_forward(s, y):
    log_p = log_softmax(s)
    J = 0.0
    for n in range(len(y)):
        J -= log_p[n, y[n]]
    return J, (log_p, y)
