# task: 3.4
# mistake: bias after the maximum
# author: blind
import numpy as np


def maxout_forward(x, W, b):
    M, K = b.shape
    z = np.tensordot(x, W, axes=1)
    win = z.argmax(axis=2)
    n, m = np.indices(win.shape)
    h = z[n, m, win] + b[m, win]
    return h, (x, W, win)


def maxout_backward(grad_h, cache):
    x, W, win = cache
    n, m = np.indices(win.shape)
    dz = np.zeros((*win.shape, W.shape[2]), dtype=grad_h.dtype)
    dz[n, m, win] = grad_h
    dx = np.tensordot(dz, W, axes=((1, 2), (1, 2)))
    dW = np.tensordot(x, dz, axes=(0, 0))
    return dx, dW, dz.sum(axis=0)
