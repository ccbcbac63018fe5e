# task: 3.4
# mistake: bias left out

import numpy as np


def maxout_forward(x, W, b):
    D, M, K = W.shape
    z = (x @ W.reshape(D, M * K)).reshape(-1, M, K)
    h, mc = max_pieces_forward(z)
    return h, ((x, W.reshape(D, M * K)), mc, W.shape)
