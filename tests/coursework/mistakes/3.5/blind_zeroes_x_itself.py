# task: 3.5
# mistake: input modified
# author: blind
import numpy as np


def dropout_mask(rng, shape, keep, scale, dtype):
    return ((rng.random(shape) < keep) * scale).astype(dtype)


def dropout_forward(x, mask):
    x *= mask
    return x, mask


def dropout_backward(grad_out, cache):
    return grad_out * cache
