# task: 1.7
# mistake: mean for a sum

import numpy as np
from scipy.special import expit


def adversarial_logistic_backward(grad_J, cache):
    x, w, y, eps, z = cache
    a = expit(z) * grad_J / len(y)
    grad_w = eps * (len(y) * a).sum() * np.sign(w) - (a * y) @ x
    return -np.outer(a * y, w), grad_w, -(a * y).sum()
