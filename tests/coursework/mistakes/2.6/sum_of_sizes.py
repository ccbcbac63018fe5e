# task: 2.6
# mistake: another norm's step

import numpy as np


def l1_step(x, g, eps, low, high):
    eta = eps * g / np.abs(g).sum(axis=1, keepdims=True)
    return np.clip(x + eta, low, high)
