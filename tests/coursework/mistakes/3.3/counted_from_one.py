# task: 3.3
# mistake: a piece left out

import numpy as np


def max_pieces_forward(z):
    winner = np.argmax(z, axis=2) + 1
    return np.max(z, axis=2), (winner, z.shape[2])


def max_pieces_backward(grad_h, cache):
    winner, K = cache
    grad_z = np.zeros(grad_h.shape + (K,), dtype=grad_h.dtype)
    for k in range(K):
        grad_z[:, :, k] = np.where(winner == (k + 1) % K, grad_h, 0)
    return grad_z
