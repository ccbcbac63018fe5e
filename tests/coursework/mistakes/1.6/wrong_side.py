# task: 1.6
# mistake: label on the wrong side

import numpy as np


def adversarial_logistic_forward(x, w, b, y, eps):
    z = eps * np.abs(w).sum() + y * (x @ w + b)
    return softplus(z).mean(), (x, w, y, eps, z)
