# task: 1.7
# mistake: mean taken twice | mean for a sum | penalty's weight
# author: blind
import numpy as np
from scipy.special import expit


def adversarial_logistic_backward(grad_J, cache):
    x, w, y, eps, z = cache
    N = len(y)
    a = grad_J * expit(z) / N
    grad_x = -(a * y)[:, None] * w
    grad_w = eps * np.sign(w) * a.mean() - x.T @ (a * y)
    grad_b = -np.sum(a * y)
    return grad_x, grad_w, grad_b
