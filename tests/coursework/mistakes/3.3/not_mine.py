# task: 3.3
# mistake: gradient to the wrong piece

import numpy as np


def max_pieces_backward(grad_h, cache):
    winner, K = cache
    grad_z = np.zeros(grad_h.shape + (K,), dtype=grad_h.dtype)
    N, M = grad_h.shape
    for n in range(N):
        for m in range(M):
            grad_z[n, m, winner[n, m] - 1] = grad_h[n, m]     # pieces count from 0
    return grad_z
