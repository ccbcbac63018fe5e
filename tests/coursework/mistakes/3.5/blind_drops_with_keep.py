# task: 3.5
# mistake: keep taken for drop | kept and dropped exchanged
# author: blind
import numpy as np


def dropout_mask(rng, shape, keep, scale, dtype):
    u = rng.random(shape)
    mask = np.where(u < keep, 0, scale)
    return mask.astype(dtype)


def dropout_forward(x, mask):
    return x * mask, mask


def dropout_backward(grad_out, cache):
    return grad_out * cache
