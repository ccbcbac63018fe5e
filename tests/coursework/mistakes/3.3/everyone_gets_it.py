# task: 3.3
# mistake: gradient to all pieces

import numpy as np


def max_pieces_backward(grad_h, cache):
    winner, K = cache
    return np.repeat(grad_h[:, :, None], K, axis=2)
