# task: 2.6
# mistake: signs kept

import numpy as np


def l1_step(x, g, eps, low, high):
    top = g == g.max(axis=1, keepdims=True)
    eta = eps * np.sign(g) * top / top.sum(axis=1, keepdims=True)
    return np.clip(x + eta, low, high)
