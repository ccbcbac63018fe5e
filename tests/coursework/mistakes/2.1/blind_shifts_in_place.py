# task: 2.1
# mistake: input modified
# author: blind
import numpy as np


def log_softmax(s):
    s -= s.max(axis=1, keepdims=True)
    lse = np.log(np.exp(s).sum(axis=1, keepdims=True))
    return s - lse


def softmax(s):
    return np.exp(log_softmax(s))
