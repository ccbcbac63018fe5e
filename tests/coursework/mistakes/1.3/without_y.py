# task: 1.3
# mistake: label left out

import numpy as np


def softplus(z):
    return np.logaddexp(0, z)


def logistic_forward(s, y):
    return softplus(-s).mean(), (s, y)
