# task: 2.3
# mistake: cache written into
import numpy as np


def softmax_cross_entropy_forward(s, y):
    log_p = log_softmax(s)
    J = -log_p[np.arange(len(y)), y].mean()
    return J, (np.exp(log_p), y)


def softmax_cross_entropy_backward(grad_J, cache):
    grad_s, y = cache
    rows = np.arange(len(y))
    grad_s[rows, y] = 0
    grad_s[rows, y] = -grad_s.sum(axis=1)
    grad_s *= grad_J / len(y)
    return grad_s
