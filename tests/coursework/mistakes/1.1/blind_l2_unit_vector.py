# task: 1.1
# mistake: another norm's ball
# author: blind
import numpy as np


def best_eta(w, eps):
    length = np.linalg.norm(w)
    eta = eps * w / length
    return eta
