# task: 1.2
# mistake: signs kept

import numpy as np


def growth(w, eps):
    total = 0
    for weight in w:
        total += weight * eps
    return total


def noise_growth(w, eps):
    return eps * np.linalg.norm(w)
