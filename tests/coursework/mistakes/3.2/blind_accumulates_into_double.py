# task: 3.2
# mistake: dtype lost
# author: blind
import numpy as np


def affine_forward(x, W, b):
    return x @ W + b, (x, W)


def affine_backward(grad_z, cache):
    x, W = cache
    N, D = x.shape
    M = W.shape[1]
    grad_W = np.zeros((D, M))
    grad_b = np.zeros(M)
    for n in range(N):
        grad_W += np.outer(x[n], grad_z[n])
        grad_b += grad_z[n]
    return grad_z @ W.T, grad_W, grad_b


def affine_grad_x(grad_z, cache):
    _, W = cache
    return grad_z @ W.T
