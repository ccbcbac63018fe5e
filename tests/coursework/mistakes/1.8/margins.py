# task: 1.8
# mistake: score for loss

import itertools
import numpy as np


def corner_losses(x, w, b, y, eps):
    s = []
    for eta in itertools.product((-eps, eps), repeat=len(w)):
        s.append(-y * ((x + np.array(eta)) @ w + b))
    return np.max(s, 0), np.min(s, 0)
