# task: 1.7
# mistake: pull at full strength

import numpy as np
from scipy.special import expit


def adversarial_logistic_backward(grad_J, cache):
    x, w, y, eps, z = cache
    N = len(y)
    g = grad_J * expit(z) / N
    grad_x = -(g * y)[:, None] * w[None, :]
    grad_w = -x.T @ (g * y) + grad_J * eps * np.sign(w)
    grad_b = -np.sum(g * y)
    return grad_x, grad_w, grad_b
