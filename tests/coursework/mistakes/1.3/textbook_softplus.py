# task: 1.3
# mistake: unstable

import numpy as np


def softplus(z):
    return np.log(1 + np.exp(z))


def logistic_forward(s, y):
    J = np.mean(softplus(-y * s))
    return J, (s, y)
