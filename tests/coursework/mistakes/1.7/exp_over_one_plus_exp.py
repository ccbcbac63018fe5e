# task: 1.7
# mistake: unstable

import numpy as np


def adversarial_logistic_backward(grad_J, cache):
    x, w, y, eps, z = cache
    sig = np.exp(z) / (1 + np.exp(z))
    a = sig * grad_J / len(y)
    return (-np.outer(a * y, w), eps * a.sum() * np.sign(w) - (a * y) @ x, -(a * y).sum())
