# task: 3.4
# mistake: gradient to the wrong piece

import numpy as np


def maxout_backward(grad_h, cache):
    affine_cache, max_cache, (D, M, K) = cache
    grad_z = np.zeros((grad_h.shape[0], M, K), grad_h.dtype)
    grad_z[:, :, 0] = grad_h
    gx, gW, gb = affine_backward(grad_z.reshape(-1, M * K), affine_cache)
    return gx, gW.reshape(D, M, K), gb.reshape(M, K)
