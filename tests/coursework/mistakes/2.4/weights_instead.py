# task: 2.4
# mistake: gradient of W

import numpy as np


def softmax_grad_x(x, W, b, y):
    s = x @ W + b
    J, cache = softmax_cross_entropy_forward(s, y)
    return x.T @ softmax_cross_entropy_backward(1.0, cache)
