# task: 3.4
# mistake: gradient to all pieces
# author: blind
import numpy as np


def maxout_forward(x, W, b):
    z = np.einsum("nd,dmk->nmk", x, W) + b
    h, max_cache = max_pieces_forward(z)
    return h, (x, W, max_cache)


def maxout_backward(grad_h, cache):
    x, W, max_cache = cache
    grad_z = max_pieces_backward(grad_h, max_cache)
    grad_x = grad_h @ W.sum(axis=2).T
    grad_W = np.einsum("nd,nmk->dmk", x, grad_z)
    grad_b = grad_z.sum(axis=0)
    return grad_x, grad_W, grad_b
