# task: 3.3
# mistake: cache written into
import numpy as np


def max_pieces_forward(z):
    first = z.argmax(axis=2)
    mask = (np.arange(z.shape[2]) == first[:, :, None]).astype(z.dtype)
    return z.max(axis=2), mask


def max_pieces_backward(grad_h, cache):
    mask = cache
    mask *= grad_h[:, :, None]
    return mask
