# task: 1.7
# mistake: eps in the gradient of x

import numpy as np
from scipy.special import expit


def adversarial_logistic_backward(grad_J, cache):
    x, w, y, eps, z = cache
    a = expit(z) * (grad_J / len(y))
    grad_x = np.outer(a, eps * np.sign(w)) - np.outer(a * y, w)
    grad_w = eps * a.sum() * np.sign(w) - (a * y) @ x
    return grad_x, grad_w, -(a * y).sum()
