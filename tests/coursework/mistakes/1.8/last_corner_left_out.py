# task: 1.8
# mistake: not all corners

import itertools

import numpy as np


def corner_losses(x, w, b, y, eps):
    corners = list(itertools.product([-1, 1], repeat=len(w)))[:-1]
    losses = [softplus(-y * ((x + eps * np.array(c)) @ w + b)) for c in corners]
    return np.max(losses, axis=0), np.min(losses, axis=0)
