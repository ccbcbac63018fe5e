# task: 3.2
# mistake: bias left out

import numpy as np


def affine_forward(x, W, b):
    z = np.zeros((x.shape[0], W.shape[1]))
    for n in range(x.shape[0]):
        for m in range(W.shape[1]):
            for d in range(x.shape[1]):
                z[n, m] += x[n, d] * W[d, m]
    return z, (x, W, b)


def affine_backward(grad_z, cache):
    x, W, b = cache
    return grad_z @ W.T, x.T @ grad_z, np.sum(grad_z, axis=0)


def affine_grad_x(grad_z, cache):
    x, W, b = cache
    return grad_z @ W.T
