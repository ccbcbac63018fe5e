# task: 2.6
# mistake: one norm for all

import numpy as np


def l2_step(x, g, eps, low, high):
    length = np.linalg.norm(g)
    if length > 0:
        g = g / length
    return np.clip(x + eps * g, low, high)
