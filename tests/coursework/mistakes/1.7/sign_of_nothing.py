# task: 1.7
# mistake: slope of 0 at a kink

import numpy as np
from scipy.special import expit


def adversarial_logistic_backward(grad_J, cache):
    x, w, y, eps, z = cache
    a = (expit(z) * (grad_J / len(y))).astype(x.dtype)
    slope = np.where(w < 0, -1, 1).astype(w.dtype)
    y = y.astype(x.dtype)
    return -np.outer(a * y, w), eps * a.sum() * slope - (a * y) @ x, -(a * y).sum()
