# task: 1.8
# mistake: not all corners

import numpy as np


def corner_losses(x, w, b, y, eps):
    D = len(w)
    found = []
    for k in range(2 ** D):
        bits = [(k >> d) & 1 for d in range(D)]
        eta = eps * np.array(bits)
        found.append(softplus(-y * ((x + eta) @ w + b)))
    found = np.array(found)
    return found.max(axis=0), found.min(axis=0)
