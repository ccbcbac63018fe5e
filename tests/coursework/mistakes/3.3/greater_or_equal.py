# task: 3.3
# mistake: last of the ties

import numpy as np


def max_pieces_forward(z):
    N, M, K = z.shape
    h = np.full((N, M), -np.inf, dtype=z.dtype)
    best = np.zeros((N, M), dtype=int)
    for k in range(K):
        better = z[:, :, k] >= h
        h[better] = z[:, :, k][better]
        best[better] = k
    return h, (best, K)
