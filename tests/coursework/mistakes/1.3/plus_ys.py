# task: 1.3
# mistake: label on the wrong side

import numpy as np


def softplus(z):
    return np.logaddexp(np.zeros_like(z), z)


def logistic_forward(s, y):
    margin = y * s
    J = softplus(margin).mean()
    return J, (s, y)
