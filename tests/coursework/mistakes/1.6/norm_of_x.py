# task: 1.6
# mistake: norm of something else

import numpy as np


def adversarial_logistic_forward(x, w, b, y, eps):
    z = eps * np.abs(x).sum(axis=1) - y * (x @ w + b)
    return softplus(z).mean(), (x, w, y, eps, z)
