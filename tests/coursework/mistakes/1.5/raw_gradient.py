# task: 1.5
# mistake: sign forgotten

import numpy as np
from scipy.special import expit


def linear_fgsm(x, w, b, y, eps):
    y = y.astype(x.dtype)
    s = x @ w + b
    grad_x = (-y * expit(-y * s))[:, None] * w / len(x)
    return x + eps * grad_x
