# task: 1.3
# mistake: clipped | unstable
# author: blind
import numpy as np


def softplus(z):
    z = np.clip(z, -80, 80)
    return np.log1p(np.exp(z))


def logistic_forward(s, y):
    y = y.astype(s.dtype)
    J = np.mean(softplus(-y * s))
    return J, (s, y)
