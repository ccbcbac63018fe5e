# task: 3.3
# mistake: nothing where pieces tie

import numpy as np


def max_pieces_forward(z):
    # a piece wins if it beats all others
    top2 = np.sort(z, axis=2)[:, :, -2]
    return z.max(axis=2), (z, top2)


def max_pieces_backward(grad_h, cache):
    z, second = cache
    return (z > second[:, :, None]) * grad_h[:, :, None]
