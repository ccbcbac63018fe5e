# task: 1.7
# mistake: mean forgotten
# author: blind
import numpy as np
from scipy.special import expit


def adversarial_logistic_backward(grad_J, cache):
    x, w, y, eps, z = cache
    a = expit(z) * grad_J
    grad_x = -(a * y)[:, None] * w
    grad_w = (a[:, None] * (eps * np.sign(w) - y[:, None] * x)).mean(axis=0)
    grad_b = (-a * y).mean()
    return grad_x, grad_w, grad_b
