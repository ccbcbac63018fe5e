# task: 1.3
# mistake: mean taken too early

import numpy as np


def softplus(z):
    return np.logaddexp(0, z)


def logistic_forward(s, y):
    return softplus(-(y * s).mean()), (s, y)
