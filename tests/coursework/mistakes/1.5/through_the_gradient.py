# task: 1.5
# mistake: direction underflows

import numpy as np


def linear_fgsm(x, w, b, y, eps):
    s = x @ w + b
    t = np.clip(y * s, -700, 700)
    p = 1 / (1 + np.exp(t))
    p = np.where(y * s > 36, 0, p)          # as single precision would have it
    grad_x = -(y * p)[:, None] * w[None, :] / len(y)
    return (x + eps * np.sign(grad_x)).astype(x.dtype)
