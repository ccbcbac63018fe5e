# task: 2.6
# mistake: square root forgotten

import numpy as np


def l2_step(x, g, eps, low, high):
    out = np.empty_like(x)
    for n, row in enumerate(g):
        size = sum(entry ** 2 for entry in row)
        out[n] = x[n] + eps * row / size if size > 0 else x[n]
    return np.clip(out, low, high)
