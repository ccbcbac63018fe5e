# task: 1.3
# mistake: 1 lost beside it | digits lost
# author: blind
import numpy as np


def softplus(z):
    positive = np.maximum(z, 0)
    return positive + np.log(1.0 + np.exp(-np.abs(z)))


def logistic_forward(s, y):
    y = y.astype(s.dtype)
    J = softplus(-y * s).sum() / len(s)
    return J, (s, y)
