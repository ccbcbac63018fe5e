# task: 1.7
# mistake: pull at full strength
# author: blind
import numpy as np
from scipy.special import expit


def adversarial_logistic_backward(grad_J, cache):
    x, w, y, eps, z = cache
    N = len(y)
    a = grad_J * expit(z) / N
    gx = -np.outer(a * y, w)
    gw = eps * np.sign(w) * grad_J
    for n in range(N):
        gw = gw - a[n] * y[n] * x[n]
    gb = -np.sum(a * y)
    return gx, gw, gb
