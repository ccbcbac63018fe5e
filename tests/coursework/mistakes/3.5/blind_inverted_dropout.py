# task: 3.5
# mistake: scale 1/keep
# author: blind
import numpy as np


def dropout_mask(rng, shape, keep, scale, dtype):
    kept = rng.uniform(size=shape) < keep
    return (kept / keep).astype(dtype)


def dropout_forward(x, mask):
    return x * mask, mask


def dropout_backward(grad_out, cache):
    return grad_out * cache
