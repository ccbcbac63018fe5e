# task: 2.4
# mistake: summed over the examples

import numpy as np


def softmax_grad_x(x, W, b, y):
    _, cache = softmax_cross_entropy_forward(x @ W + b, y)
    return (softmax_cross_entropy_backward(1.0, cache) @ W.T).sum(axis=0)
