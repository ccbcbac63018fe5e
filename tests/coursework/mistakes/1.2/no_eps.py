# task: 1.2
# mistake: eps missing

import numpy as np


def growth(w, eps):
    eta = np.sign(w)
    return w @ eta


def noise_growth(w, eps):
    return np.sqrt(w @ w)
