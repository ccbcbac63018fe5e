# task: 3.2
# mistake: mean taken twice

import numpy as np


def affine_backward(grad_z, cache):
    x, W = cache
    N = x.shape[0]
    grad_x = grad_z @ W.T
    grad_W = x.T @ grad_z / N
    grad_b = np.mean(grad_z, axis=0)
    return grad_x, grad_W, grad_b
