# task: 4.4
# mistake: not in place

import numpy as np


def update_max_norm(W, limit):
    norm = np.sqrt(np.sum(W ** 2, axis=0))
    scale = np.where(norm > limit, limit / np.where(norm == 0, 1, norm), 1)
    W = W * scale
    return W
