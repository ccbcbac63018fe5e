# task: 1.2
# mistake: wrong shape

import numpy as np


def growth(w, eps):
    return eps * np.abs(w)


def noise_growth(w, eps):
    return eps * np.linalg.norm(w)
