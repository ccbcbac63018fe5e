# task: 1.3
# mistake: 1 lost beside it

import numpy as np


def softplus(z):
    return np.maximum(z, 0) + np.log(1 + np.exp(-np.abs(z)))


def logistic_forward(s, y):
    return softplus(-y * s).mean(), (s, y)
