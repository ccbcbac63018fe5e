# task: 1.8
# mistake: one number for all examples

import itertools
import numpy as np


def corner_losses(x, w, b, y, eps):
    worst, best = -np.inf, np.inf
    for eta in itertools.product((-eps, eps), repeat=x.shape[1]):
        loss = softplus(-y * ((x + np.array(eta)) @ w + b))
        worst = max(worst, loss.max())
        best = min(best, loss.min())
    return worst, best
