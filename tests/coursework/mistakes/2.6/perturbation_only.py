# task: 2.6
# mistake: eta for x~

import numpy as np


def l1_step(x, g, eps, low, high):
    size = np.abs(g)
    top = size == size.max(axis=1, keepdims=True)
    return np.clip(eps * np.sign(g) * top / top.sum(axis=1, keepdims=True), low, high)
