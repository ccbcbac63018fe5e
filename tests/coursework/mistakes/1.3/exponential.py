# task: 1.3
# mistake: another loss

import numpy as np


def softplus(z):
    return np.logaddexp(0, z)


def logistic_forward(s, y):
    return np.exp(-y * s).mean(), (s, y)
