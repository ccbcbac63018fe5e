# task: 3.5
# mistake: scale forgotten
# author: blind
import numpy as np


def dropout_mask(rng, shape, keep, scale, dtype):
    return scale * rng.binomial(1, keep, size=shape).astype(dtype)


def dropout_forward(x, mask):
    return x * mask, mask


def dropout_backward(grad_out, cache):
    grad_x = grad_out.copy()
    grad_x[cache == 0] = 0
    return grad_x
