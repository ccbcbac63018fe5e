# task: 3.2
# mistake: dtype lost

import numpy as np


def affine_forward(x, W, b):
    z = np.zeros((len(x), len(b)))
    z[:] = x @ W + b
    return z, (x, W)
