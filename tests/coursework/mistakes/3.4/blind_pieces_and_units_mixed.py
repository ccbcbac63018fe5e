# task: 3.4
# mistake: units and pieces mixed up
# author: blind
import numpy as np


def maxout_forward(x, W, b):
    D, M, K = W.shape
    flat = x @ W.reshape(D, -1) + b.reshape(-1)
    z = flat.reshape(len(x), K, M).transpose(0, 2, 1)
    h, max_cache = max_pieces_forward(z)
    return h, (x, W, max_cache)


def maxout_backward(grad_h, cache):
    x, W, max_cache = cache
    D, M, K = W.shape
    grad_z = max_pieces_backward(grad_h, max_cache).transpose(0, 2, 1).reshape(len(x), M * K)
    grad_x = grad_z @ W.reshape(D, -1).T
    grad_W = (x.T @ grad_z).reshape(D, M, K)
    return grad_x, grad_W, grad_z.sum(axis=0).reshape(M, K)
