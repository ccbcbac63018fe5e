# task: 1.8
# mistake: mean forgotten

import numpy as np


def printed_adversarial_logistic(x, w, b, y, eps):
    return np.sum(softplus(y * (eps * np.abs(w).sum() - x @ w - b)))
