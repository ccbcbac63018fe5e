# task: 1.6
# mistake: number of inputs missing

import numpy as np


def adversarial_logistic_forward(x, w, b, y, eps):
    z = eps * np.mean(np.abs(w)) - y * (x @ w + b)
    return np.mean(softplus(z)), (x, w, y, eps, z)
