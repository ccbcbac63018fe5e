# task: 1.6
# mistake: unstable

import numpy as np


def adversarial_logistic_forward(x, w, b, y, eps):
    margin = y * (x @ w + b) - eps * np.sum(np.abs(w))
    p = np.exp(margin) / (1 + np.exp(margin))
    return np.mean(-np.log(p)), (x, w, y, eps, margin)
