# task: 1.8
# mistake: not all corners

import numpy as np


def corner_losses(x, w, b, y, eps):
    worst = np.full(len(y), -np.inf)
    best = np.full(len(y), np.inf)
    for d in range(len(w)):
        for step in (-eps, eps):
            moved = x.copy()
            moved[:, d] += step
            loss = softplus(-y * (moved @ w + b))
            worst = np.maximum(worst, loss)
            best = np.minimum(best, loss)
    return worst, best
