# task: 1.2
# mistake: l2 for l1

import numpy as np


def growth(w, eps):
    return eps * np.linalg.norm(w)       # norm of w


def noise_growth(w, eps):
    return eps * np.linalg.norm(w)
