# task: 1.7
# mistake: eps term with the label

import numpy as np
from scipy.special import expit


def adversarial_logistic_backward(grad_J, cache):
    x, w, y, eps, z = cache
    g = -y * expit(z) * grad_J / len(y)
    # z = -y * (s - eps*|w|)
    grad_x = g[:, None] * w
    grad_w = g @ x - g.sum() * eps * np.sign(w)
    grad_b = g.sum()
    return grad_x, grad_w, grad_b
