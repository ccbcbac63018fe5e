# task: 3.4
# mistake: gradient to ties

import numpy as np


def maxout_forward(x, W, b):
    z = np.einsum("nd,dmk->nmk", x, W) + b
    return z.max(axis=2), (x, W, z)


def maxout_backward(grad_h, cache):
    x, W, z = cache
    grad_x, grad_W, grad_b = np.zeros_like(x), np.zeros_like(W), np.zeros(W.shape[1:], W.dtype)
    h = z.max(axis=2)
    for n in range(x.shape[0]):
        for m in range(W.shape[1]):
            for k in range(W.shape[2]):
                if z[n, m, k] == h[n, m]:
                    grad_x[n] += grad_h[n, m] * W[:, m, k]
                    grad_W[:, m, k] += grad_h[n, m] * x[n]
                    grad_b[m, k] += grad_h[n, m]
    return grad_x, grad_W, grad_b
