# task: 1.2
# mistake: np.std of w used, which takes the mean of w away
# author: blind
import numpy as np


def growth(w, eps):
    return eps * np.linalg.norm(w, 1)


def noise_growth(w, eps):
    n = w.shape[0]
    return eps * np.sqrt(n) * np.std(w)
