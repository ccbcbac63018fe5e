# task: 3.4
# mistake: wrong shape

import numpy as np


def maxout_backward(grad_h, cache):
    affine_cache, max_cache, (D, M, K) = cache
    grad_z = max_pieces_backward(grad_h, max_cache)
    x, W = affine_cache
    grad_W = np.einsum("nmk,nd->mkd", grad_z, x)
    return grad_z.reshape(-1, M * K) @ W.T, grad_W, grad_z.sum(axis=0)
