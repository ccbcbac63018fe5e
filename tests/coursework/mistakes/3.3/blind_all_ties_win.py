# task: 3.3
# mistake: gradient to ties
# author: blind
import numpy as np


def max_pieces_forward(z):
    h = z.max(axis=2)
    return h, (z, h)


def max_pieces_backward(grad_h, cache):
    z, h = cache
    mask = z == h[:, :, None]
    return mask * grad_h[:, :, None]
