# task: 3.4
# mistake: mean taken twice

import numpy as np


def maxout_backward(grad_h, cache):
    affine_cache, max_cache, (D, M, K) = cache
    grad_z = max_pieces_backward(grad_h, max_cache)
    gx, gW, gb = affine_backward(grad_z.reshape(-1, M * K), affine_cache)
    N = len(grad_h)
    return gx, gW.reshape(D, M, K) / N, gb.reshape(M, K) / N
