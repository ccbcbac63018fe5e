# task: 3.3
# mistake: gradient from above forgotten

import numpy as np


def max_pieces_backward(grad_h, cache):
    winner, K = cache
    return np.eye(K, dtype=grad_h.dtype)[winner]
