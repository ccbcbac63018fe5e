# task: 2.4
# mistake: bias left out
# author: blind
import numpy as np


def softmax_grad_x(x, W, b, y):
    s = x @ W
    J, cache = softmax_cross_entropy_forward(s, y)
    ds = softmax_cross_entropy_backward(1.0, cache)
    return ds @ W.T
