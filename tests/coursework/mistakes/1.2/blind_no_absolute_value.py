# task: 1.2
# mistake: signs kept | signs cancel | absolute value missing
# author: blind
import numpy as np


def growth(w, eps):
    total = np.sum(w)
    return eps * total


def noise_growth(w, eps):
    return eps * np.sqrt(np.sum(w * w))
