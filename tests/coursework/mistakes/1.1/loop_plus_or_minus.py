# task: 1.1
# mistake: weights of 0 moved

import numpy as np


def best_eta(w, eps):
    eta = np.zeros_like(w)
    for d in range(len(w)):
        if w[d] < 0:
            eta[d] = -eps
        else:
            eta[d] = eps
    return eta
