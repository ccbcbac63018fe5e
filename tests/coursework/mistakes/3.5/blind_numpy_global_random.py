# task: 3.5
# mistake: generator ignored | chance from elsewhere
# author: blind
import numpy as np


def dropout_mask(rng, shape, keep, scale, dtype):
    mask = np.random.rand(*shape) < keep
    return mask.astype(dtype) * np.dtype(dtype).type(scale)


def dropout_forward(x, mask):
    return mask * x, (mask,)


def dropout_backward(grad_out, cache):
    mask, = cache
    return mask * grad_out
