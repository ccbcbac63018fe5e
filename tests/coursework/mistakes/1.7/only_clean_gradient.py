# task: 1.7
# mistake: clean loss | sigmoid at the clean score

import numpy as np
from scipy.special import expit


def adversarial_logistic_backward(grad_J, cache):
    x, w, y, eps, z = cache
    ys = eps * np.abs(w).sum() - z              # y * s
    a = grad_J * expit(-ys) / len(y)
    return -np.outer(a * y, w), -(a * y) @ x, -(a * y).sum()
