# task: 2.6
# mistake: direction underflows

import numpy as np


def l2_step(x, g, eps, low, high):
    norm = np.sqrt(np.sum(g ** 2, axis=1, keepdims=True))
    safe = np.where(norm == 0, 1, norm)
    return np.clip(x + eps * g / safe, low, high)
