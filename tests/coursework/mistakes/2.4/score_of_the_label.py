# task: 2.4
# mistake: score for loss

import numpy as np


def softmax_grad_x(x, W, b, y):
    grad = np.zeros_like(x)
    for n in range(len(x)):
        grad[n] = -W[:, y[n]]
    return grad
