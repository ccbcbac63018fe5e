# task: 1.2
# mistake: variance for deviation

import numpy as np


def growth(w, eps):
    return eps * np.sum(np.abs(w))


def noise_growth(w, eps):
    var = (eps ** 2) * np.sum(w ** 2)
    return var
