# task: 3.2
# mistake: axis kept | wrong shape
# author: blind
import numpy as np


def affine_forward(x, W, b):
    z = x @ W + b
    return z, (x, W)


def affine_backward(grad_z, cache):
    x, W = cache
    dx = grad_z @ W.T
    dW = x.T @ grad_z
    db = np.sum(grad_z, axis=0, keepdims=True)
    return dx, dW, db


def affine_grad_x(grad_z, cache):
    x, W = cache
    return grad_z @ W.T
