# task: 2.6
# mistake: first of the ties

import numpy as np


def l1_step(x, g, eps, low, high):
    eta = np.zeros_like(x)
    best = np.argmax(np.abs(g), axis=1)
    for n, d in enumerate(best):
        eta[n, d] = eps * np.sign(g[n, d])
    return np.clip(x + eta, low, high)
