# task: 1.8
# mistake: y on a part of it only

import numpy as np


def printed_adversarial_logistic(x, w, b, y, eps):
    z = y * eps * np.abs(w).sum() - x @ w - b
    return softplus(z).mean()
