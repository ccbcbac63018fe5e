# task: 1.6
# mistake: wrong shape

import numpy as np


def adversarial_logistic_forward(x, w, b, y, eps):
    z = eps * np.abs(w).sum() - y * (x @ w + b)
    J = softplus(z)
    return J, (x, w, y, eps, z)
