# task: 3.4
# mistake: gradient to all pieces

import numpy as np


def maxout_backward(grad_h, cache):
    affine_cache, max_cache, (D, M, K) = cache
    grad_z = np.stack([grad_h] * K, axis=2)
    gx, gW, gb = affine_backward(grad_z.reshape(len(grad_h), M * K), affine_cache)
    return gx, gW.reshape(D, M, K), gb.reshape(M, K)
