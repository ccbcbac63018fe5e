# task: 1.7
# mistake: sigmoid at the clean score

import numpy as np
from scipy.special import expit


def adversarial_logistic_forward(x, w, b, y, eps):
    z = eps * np.abs(w).sum() - y * (x @ w + b)
    return softplus(z).mean(), (x, w, b, y, eps)


def adversarial_logistic_backward(grad_J, cache):
    x, w, b, y, eps = cache
    s = x @ w + b
    a = grad_J * expit(-y * s) / len(y)
    gw = eps * np.sum(a) * np.sign(w) - np.sum((a * y)[:, None] * x, axis=0)
    gx = -(a * y)[:, None] * w
    gb = -np.sum(a * y)
    return gx, gw, gb
