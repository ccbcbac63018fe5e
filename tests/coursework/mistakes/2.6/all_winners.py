# task: 2.6
# mistake: all of eps to every tie

import numpy as np


def l1_step(x, g, eps, low, high):
    top = np.abs(g) == np.abs(g).max(axis=1, keepdims=True)
    return np.clip(x + eps * np.sign(g) * top, low, high)
