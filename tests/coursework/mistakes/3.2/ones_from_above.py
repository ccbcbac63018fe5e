# task: 3.2
# mistake: gradient from above forgotten

import numpy as np


def affine_backward(grad_z, cache):
    x, W = cache
    N, M = grad_z.shape
    grad_x = np.tile(W.sum(axis=1), (N, 1))
    grad_W = np.tile(x.sum(axis=0)[:, None], (1, M))
    grad_b = N * np.ones(M)
    return grad_x, grad_W, grad_b
