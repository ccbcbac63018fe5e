# task: 1.7
# mistake: label left out | y on a part of it only
# author: blind
import numpy as np
from scipy.special import expit


def adversarial_logistic_backward(grad_J, cache):
    x, w, y, eps, z = cache
    a = expit(z) * (grad_J / len(y))
    grad_x = -np.outer(a * y, w)
    grad_w = (a[:, None] * (eps * np.sign(w) - y[:, None] * x)).sum(axis=0)
    grad_b = -a.sum()
    return grad_x, grad_w, grad_b
