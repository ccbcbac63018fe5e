# task: 3.2
# mistake: one number for all biases

import numpy as np


def affine_backward(grad_z, cache):
    x, W = cache
    return np.dot(grad_z, W.T), np.dot(x.T, grad_z), np.sum(grad_z)
