# task: 3.3
# mistake: gradient to the losing piece

import numpy as np


def max_pieces_forward(z):
    return z.max(axis=2), z


def max_pieces_backward(grad_h, cache):
    z = cache
    grad_z = np.zeros_like(z)
    for n in range(z.shape[0]):
        for m in range(z.shape[1]):
            grad_z[n, m, np.argmin(z[n, m])] = grad_h[n, m]
    return grad_z
