# task: 3.5
# mistake: one mask for all examples
# author: blind
import numpy as np


def dropout_mask(rng, shape, keep, scale, dtype):
    row = (rng.random(shape[-1]) < keep) * scale
    return np.tile(row, (shape[0], 1)).astype(dtype)


def dropout_forward(x, mask):
    out = x * mask
    return out, mask


def dropout_backward(grad_out, cache):
    mask = cache
    return grad_out * mask
