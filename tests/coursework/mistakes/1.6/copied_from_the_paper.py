# task: 1.6
# mistake: E4 as printed

import numpy as np


def adversarial_logistic_forward(x, w, b, y, eps):
    # E4
    norm_w = np.sum(np.abs(w))
    z = y * (eps * norm_w - x @ w - b)
    return softplus(z).mean(), (x, w, b, y, eps, z)
