# task: 1.1
# mistake: sign lost

import numpy as np


def best_eta(w, eps):
    eta = np.zeros(w.shape)
    for i, wi in enumerate(w):
        if wi != 0:
            eta[i] = eps
    return eta
