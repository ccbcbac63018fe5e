# task: 3.3
# mistake: last of the ties
# author: blind
import numpy as np


def max_pieces_forward(z):
    N, M, K = z.shape
    best = z[:, :, 0].copy()
    who = np.zeros((N, M), dtype=int)
    for k in range(1, K):
        better = z[:, :, k] >= best
        best[better] = z[:, :, k][better]
        who[better] = k
    return best, (who, K)


def max_pieces_backward(grad_h, cache):
    who, K = cache
    pieces = np.arange(K)
    return np.where(who[:, :, None] == pieces, grad_h[:, :, None], 0)
