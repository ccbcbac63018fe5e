# task: 3.2
# mistake: mean taken twice | mean for a sum
# author: blind
import numpy as np


def affine_forward(x, W, b):
    z = np.dot(x, W) + b
    return z, (x, W, b)


def affine_backward(grad_z, cache):
    x, W, b = cache
    return grad_z @ W.T, x.T @ grad_z, grad_z.mean(axis=0)


def affine_grad_x(grad_z, cache):
    return grad_z @ cache[1].T
