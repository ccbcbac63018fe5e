# task: 1.2
# mistake: number of inputs missing
# author: blind
import numpy as np


def growth(w, eps):
    m = np.mean(np.abs(w))
    return eps * m


def noise_growth(w, eps):
    return eps * np.linalg.norm(w)
