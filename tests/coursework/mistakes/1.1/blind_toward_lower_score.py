# task: 1.1
# mistake: down the loss | sign flipped
# author: blind
import numpy as np


def best_eta(w, eps):
    direction = np.sign(w)
    return -eps * direction
