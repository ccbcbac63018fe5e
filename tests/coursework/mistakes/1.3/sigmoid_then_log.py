# task: 1.3
# mistake: padded

import numpy as np
from scipy.special import expit


def softplus(z):
    return np.logaddexp(0.0, z)


def logistic_forward(s, y):
    p = expit(y * s)
    return -np.log(p + 1e-12).mean(), (s, y)
