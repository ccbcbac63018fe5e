# task: 3.4
# mistake: gradient to ties
# author: blind
import numpy as np


def maxout_forward(x, W, b):
    D, M, K = W.shape
    z = (x @ W.reshape(D, M * K)).reshape(-1, M, K) + b
    h = z.max(axis=2)
    return h, (x, W, z, h)


def maxout_backward(grad_h, cache):
    x, W, z, h = cache
    D, M, K = W.shape
    grad_z = np.where(z == h[:, :, None], grad_h[:, :, None], 0).reshape(-1, M * K)
    grad_x = grad_z @ W.reshape(D, M * K).T
    grad_W = (x.T @ grad_z).reshape(D, M, K)
    grad_b = grad_z.sum(axis=0).reshape(M, K)
    return grad_x, grad_W, grad_b
