# task: 2.2
# mistake: mean taken too early

import numpy as np


def softmax_cross_entropy_forward(s, y):
    log_p = log_softmax(s)
    p_label = np.exp(log_p)[np.arange(len(y)), y]
    return -np.log(p_label.mean()), (log_p, y)
