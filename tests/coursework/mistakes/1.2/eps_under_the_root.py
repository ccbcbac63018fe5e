# task: 1.2
# mistake: variance for deviation

import numpy as np


def growth(w, eps):
    return eps * np.sum(np.abs(w))


def noise_growth(w, eps):
    # sqrt of the summed variances
    return np.sqrt(eps * np.sum(w ** 2))
