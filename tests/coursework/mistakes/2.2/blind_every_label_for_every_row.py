# task: 2.2
# mistake: log_p[:, y] picks N by N entries
# author: blind
import numpy as np


def softmax_cross_entropy_forward(s, y):
    log_p = log_softmax(s)
    picked = log_p[:, y]
    return -picked.mean(), (log_p, y)
