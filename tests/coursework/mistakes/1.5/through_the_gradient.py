# task: 1.5
# mistake: direction underflows

import numpy as np
from scipy.special import expit


def linear_fgsm(x, w, b, y, eps):
    # use my own pair from 1.3 and 1.4
    s = x @ w + b
    J, cache = logistic_forward(s, y)
    grad_s = logistic_backward(1.0, cache)
    grad_x = np.outer(grad_s, w)
    return (x + eps * np.sign(grad_x)).astype(x.dtype)
