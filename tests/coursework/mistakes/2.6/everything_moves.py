# task: 2.6
# mistake: gradients of 0 moved

import numpy as np


def sign_step(x, g, eps, low, high):
    eta = np.where(g > 0, eps, -eps)
    return np.clip(x + eta, low, high)
