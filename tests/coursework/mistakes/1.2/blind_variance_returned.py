# task: 1.2
# mistake: variance for deviation | square root forgotten
# author: blind
import numpy as np


def growth(w, eps):
    return np.dot(w, eps * np.sign(w))


def noise_growth(w, eps):
    # independent terms: the variances add
    variances = (eps * w) ** 2
    return variances.sum()
