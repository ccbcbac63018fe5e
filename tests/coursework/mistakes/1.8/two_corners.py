# task: 1.8
# mistake: not all corners

import numpy as np


def corner_losses(x, w, b, y, eps):
    lo = softplus(-y * ((x - eps) @ w + b))
    hi = softplus(-y * ((x + eps) @ w + b))
    return np.maximum(lo, hi), np.minimum(lo, hi)
