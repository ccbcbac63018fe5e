# task: 1.6
# mistake: bias left out

import numpy as np


def adversarial_logistic_forward(x, w, b, y, eps):
    z = eps * np.abs(w).sum() - y * (x @ w)
    return softplus(z).mean(), (x, w, y, eps, z)
