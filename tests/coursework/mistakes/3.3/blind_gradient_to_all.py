# task: 3.3
# mistake: gradient to all pieces
# author: blind
import numpy as np


def max_pieces_forward(z):
    return z.max(axis=2), z.shape


def max_pieces_backward(grad_h, cache):
    N, M, K = cache
    return np.repeat(grad_h[:, :, np.newaxis], K, axis=2)
