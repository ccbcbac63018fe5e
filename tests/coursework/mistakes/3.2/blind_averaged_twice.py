# task: 3.2
# mistake: mean taken twice
# author: blind
import numpy as np


def affine_forward(x, W, b):
    return x @ W + b, (x, W)


def affine_backward(grad_z, cache):
    x, W = cache
    N = x.shape[0]
    grad_x = affine_grad_x(grad_z, cache)
    grad_W = np.einsum("nd,nm->dm", x, grad_z) / N
    grad_b = np.einsum("nm->m", grad_z)
    return grad_x, grad_W, grad_b


def affine_grad_x(grad_z, cache):
    x, W = cache
    return np.einsum("nm,dm->nd", grad_z, W)
