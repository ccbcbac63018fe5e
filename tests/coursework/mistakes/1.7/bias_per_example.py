# task: 1.7
# mistake: bias not summed

import numpy as np
from scipy.special import expit


def adversarial_logistic_backward(grad_J, cache):
    x, w, y, eps, z = cache
    a = expit(z) * (grad_J / len(y))
    grad_x = -np.outer(a * y, w)
    grad_w = eps * a.sum() * np.sign(w) - (a * y) @ x
    grad_b = -a * y
    return grad_x, grad_w, grad_b
