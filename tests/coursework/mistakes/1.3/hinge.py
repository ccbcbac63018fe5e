# task: 1.3
# mistake: another loss

import numpy as np


def softplus(z):
    return np.maximum(0, z)


def logistic_forward(s, y):
    return softplus(1 - y * s).mean(), (s, y)
