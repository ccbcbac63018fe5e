# task: 1.3
# mistake: mean forgotten
# author: blind
import numpy as np


def softplus(z):
    return np.logaddexp(z, 0)


def logistic_forward(s, y):
    t = y.astype(s.dtype)
    J = 0.0
    J += np.sum(softplus(-t * s))
    return J, (s, t)
