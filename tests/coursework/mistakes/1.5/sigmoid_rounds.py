# task: 1.5
# mistake: direction underflows

import numpy as np
from scipy.special import expit


def grad(x, w, b, y):
    s = x.dot(w) + b
    return np.outer(-y * (1 - expit(y * s)), w)


def linear_fgsm(x, w, b, y, eps):
    return x + (eps * np.sign(grad(x, w, b, y))).astype(x.dtype)
