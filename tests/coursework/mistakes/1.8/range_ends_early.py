# task: 1.8
# mistake: not all corners

import numpy as np


def corner_losses(x, w, b, y, eps):
    D = len(w)
    losses = []
    for k in range(2 ** D - 1):
        eta = eps * np.array([1 if k >> d & 1 else -1 for d in range(D)])
        losses.append(softplus(-y * ((x + eta) @ w + b)))
    return np.max(losses, axis=0), np.min(losses, axis=0)
