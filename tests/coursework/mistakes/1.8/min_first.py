# task: 1.8
# mistake: worst and friendliest exchanged

import itertools
import numpy as np


def corner_losses(x, w, b, y, eps):
    corners = np.array(list(itertools.product([-1.0, 1.0], repeat=len(w)))) * eps
    losses = np.array([softplus(-y * (np.dot(x + c, w) + b)) for c in corners])
    return losses.min(axis=0), losses.max(axis=0)
