# task: 2.1
# mistake: sigmoid for softmax

import numpy as np


def log_softmax(s):
    return -np.logaddexp(0, -s)


def softmax(s):
    return np.where(s > 0, 1 / (1 + np.exp(-np.abs(s))), 1 - 1 / (1 + np.exp(-np.abs(s))))
