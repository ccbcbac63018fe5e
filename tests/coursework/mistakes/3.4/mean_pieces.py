# task: 3.4
# mistake: another than the maximum

import numpy as np


def maxout_forward(x, W, b):
    z = np.einsum("nd,dmk->nmk", x, W) + b[None]
    h = np.abs(z).max(axis=2)
    D, M, K = W.shape
    return h, ((x, W.reshape(D, M * K)), (np.abs(z).argmax(axis=2), K), W.shape)
