# task: 1.7
# mistake: slope of |w| taken for w

import numpy as np
from scipy.special import expit


def adversarial_logistic_backward(grad_J, cache):
    x, w, y, eps, z = cache
    a = grad_J * expit(z) / len(y)
    grad_w = np.zeros(w.shape)
    for n in range(len(y)):
        grad_w += a[n] * (eps * w - y[n] * x[n])
    return -np.outer(a * y, w), grad_w, -(a * y).sum()
