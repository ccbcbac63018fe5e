# task: 1.1
# mistake: dtype lost
# author: blind
import numpy as np


def best_eta(w, eps):
    eta = np.zeros(len(w))
    eta[w > 0] = eps
    eta[w < 0] = -eps
    return eta
