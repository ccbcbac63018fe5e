# task: 1.3
# mistake: padded

import numpy as np


def softplus(z):
    z = np.clip(z, -500, 500)      # no overflow
    return np.log1p(np.exp(z))


def logistic_forward(s, y):
    return softplus(-y * s).mean(), (s, y)
