# task: 1.8
# mistake: not all corners

import itertools

import numpy as np


def corner_losses(x, w, b, y, eps):
    corners = eps * np.array(list(itertools.product([-1, 1], repeat=len(w))))[1:]
    losses = np.array([softplus(-y * ((x + c) @ w + b)) for c in corners])
    return losses.max(axis=0), losses.min(axis=0)
