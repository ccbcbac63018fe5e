# task: 3.3
# mistake: gradient to ties

import numpy as np


def max_pieces_forward(z):
    h = np.max(z, axis=-1)
    share = (z == h[..., None]).astype(z.dtype)
    share = share / share.sum(axis=-1, keepdims=True)
    return h, share


def max_pieces_backward(grad_h, share):
    return grad_h[..., None] * share
