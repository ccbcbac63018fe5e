# task: 1.7
# mistake: eps term forgotten
# author: blind
import numpy as np
from scipy.special import expit


def adversarial_logistic_backward(grad_J, cache):
    x, w, y, eps, z = cache
    dz = expit(z) * (grad_J / len(z))
    ds = -dz * y
    grad_x = ds[:, None] * w
    grad_w = x.T @ ds
    grad_b = ds.sum()
    return grad_x, grad_w, grad_b
