# task: 1.2
# mistake: number of inputs missing

import numpy as np


def growth(w, eps):
    m = np.abs(w).mean()
    return eps * m


def noise_growth(w, eps):
    return eps * np.sqrt(np.sum(w * w))
