# task: 1.1
# mistake: sign flipped

import numpy as np


def best_eta(w, eps):
    eta = -eps * np.sign(w)     # gradient descent
    return eta
