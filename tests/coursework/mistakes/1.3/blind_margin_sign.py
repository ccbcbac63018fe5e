# task: 1.3
# mistake: label on the wrong side
# author: blind
import numpy as np


def softplus(z):
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))


def logistic_forward(s, y):
    y = y.astype(s.dtype)
    margin = y * s
    J = softplus(margin).mean()
    return J, (s, y)
