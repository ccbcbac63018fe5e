# task: 2.4
# mistake: bias left out

import numpy as np


def softmax_grad_x(x, W, b, y):
    J, cache = softmax_cross_entropy_forward(x.dot(W), y)
    return softmax_cross_entropy_backward(1.0, cache).dot(W.T)
