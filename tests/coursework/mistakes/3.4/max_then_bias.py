# task: 3.4
# mistake: bias after the maximum

import numpy as np


def maxout_forward(x, W, b):
    xW = np.tensordot(x, W, axes=1)
    winner = xW.argmax(axis=2)
    h = xW.max(axis=2) + b[np.arange(b.shape[0]), winner]
    D, M, K = W.shape
    return h, ((x, W.reshape(D, M * K)), (winner, K), W.shape)
