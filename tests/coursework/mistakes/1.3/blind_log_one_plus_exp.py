# task: 1.3
# mistake: unstable | digits lost | 1 lost beside it
# author: blind
import numpy as np


def softplus(z):
    return np.log(1 + np.exp(z))


def logistic_forward(s, y):
    losses = softplus(-y * s)
    return np.mean(losses), (s, y.astype(s.dtype))
