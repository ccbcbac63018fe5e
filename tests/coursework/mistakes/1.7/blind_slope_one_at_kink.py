# task: 1.7
# mistake: slope of 0 at a kink
# author: blind
import numpy as np
from scipy.special import expit


def adversarial_logistic_backward(grad_J, cache):
    x, w, y, eps, z = cache
    a = expit(z) * (grad_J / len(y))
    slope = np.where(w >= 0, 1, -1).astype(w.dtype)
    grad_x = -(a * y)[:, None] * w[None, :]
    grad_w = eps * slope * a.sum() - x.T @ (a * y)
    grad_b = -np.dot(a, y)
    return grad_x, grad_w, grad_b
