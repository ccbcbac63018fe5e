# task: 3.3
# mistake: gradient to ties
# author: blind
import numpy as np


def max_pieces_forward(z):
    return np.max(z, axis=-1), z


def max_pieces_backward(grad_h, cache):
    z = cache
    won = (z == z.max(axis=-1, keepdims=True)).astype(z.dtype)
    won /= won.sum(axis=-1, keepdims=True)
    return won * grad_h[..., None]
