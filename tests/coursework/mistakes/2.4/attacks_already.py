# task: 2.4
# mistake: sign taken

import numpy as np


def softmax_grad_x(x, W, b, y):
    _, cache = softmax_cross_entropy_forward(x @ W + b, y)
    return np.sign(softmax_cross_entropy_backward(1.0, cache) @ W.T)
