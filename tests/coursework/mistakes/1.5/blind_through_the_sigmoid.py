# task: 1.5
# mistake: direction underflows | unstable
# author: blind
import numpy as np
from scipy.special import expit


def linear_fgsm(x, w, b, y, eps):
    y = y.astype(x.dtype)
    s = x @ w + b
    grad = (-y * expit(-y * s))[:, None] * w[None, :]
    return x + eps * np.sign(grad)
