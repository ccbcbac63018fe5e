# task: 3.3
# mistake: x in its own gradient
# author: blind
import numpy as np


def max_pieces_forward(z):
    k = z.argmax(axis=2)
    h = np.take_along_axis(z, k[..., None], axis=2)[..., 0]
    return h, (z, k)


def max_pieces_backward(grad_h, cache):
    z, k = cache
    n, m = np.indices(k.shape)
    grad_z = np.zeros_like(z)
    grad_z[n, m, k] = z[n, m, k] * grad_h
    return grad_z
