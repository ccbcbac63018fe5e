# task: 3.3
# mistake: gradient of another piece | another unit's winner | indexing without rows
# author: blind
import numpy as np


def max_pieces_forward(z):
    return z.max(axis=2), (z.argmax(axis=2), z.shape)


def max_pieces_backward(grad_h, cache):
    winner, shape = cache
    grad_z = np.zeros(shape, dtype=grad_h.dtype)
    for m in range(shape[1]):
        grad_z[:, m, winner[:, m]] = grad_h[:, m][:, None]
    return grad_z
