# task: 1.1
# mistake: weights of 0 moved
# author: blind
import numpy as np


def best_eta(w, eps):
    eta = np.ones_like(w) * eps
    for i in range(len(w)):
        if w[i] < 0:
            eta[i] = -eps
    return eta
