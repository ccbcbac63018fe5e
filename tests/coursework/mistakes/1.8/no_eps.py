# task: 1.8
# mistake: eps missing

import numpy as np


def printed_adversarial_logistic(x, w, b, y, eps):
    return softplus(y * (np.abs(w).sum() - x @ w - b)).mean()
