# task: 3.4
# mistake: units and pieces mixed up

import numpy as np


def maxout_forward(x, W, b):
    D, M, K = W.shape
    z, c = affine_forward(x, W.reshape(D, -1), b.reshape(-1))
    z = z.reshape(len(x), K, M)
    h = z.max(axis=1)
    return h, (c, z, W.shape)
