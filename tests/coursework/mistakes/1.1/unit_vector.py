# task: 1.1
# mistake: another norm's ball

import numpy as np


def best_eta(w, eps):
    length = np.sqrt(np.dot(w, w))
    if length == 0:
        return np.zeros_like(w)
    return eps * w / length
