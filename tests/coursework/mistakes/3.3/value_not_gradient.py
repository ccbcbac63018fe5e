# task: 3.3
# mistake: value for gradient

import numpy as np


def max_pieces_forward(z):
    h = np.max(z, axis=2)
    return h, (z, h)


def max_pieces_backward(grad_h, cache):
    z, h = cache
    return np.where(z == h[:, :, None], z, 0.0) * grad_h[:, :, None]
