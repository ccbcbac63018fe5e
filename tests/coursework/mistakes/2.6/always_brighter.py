# task: 2.6
# mistake: sign of the largest lost

import numpy as np


def l1_step(x, g, eps, low, high):
    size = np.abs(g)
    top = (size == size.max(axis=1, keepdims=True)).astype(x.dtype)
    return np.clip(x + eps * top / top.sum(axis=1, keepdims=True), low, high)
