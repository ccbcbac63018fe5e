# task: 1.7
# mistake: sign flipped

import numpy as np
from scipy.special import expit


def adversarial_logistic_backward(grad_J, cache):
    x, w, y, eps, z = cache
    a = expit(z) * (grad_J / len(y))
    grad_x = np.outer(a * y, w)
    grad_w = (a * y) @ x - eps * a.sum() * np.sign(w)
    return grad_x, grad_w, (a * y).sum()
