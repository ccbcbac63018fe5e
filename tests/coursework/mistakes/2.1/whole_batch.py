# task: 2.1
# mistake: one sum for all

import numpy as np


def log_softmax(s):
    t = s - np.max(s)
    return t - np.log(np.sum(np.exp(t)))


def softmax(s):
    return np.exp(log_softmax(s))
