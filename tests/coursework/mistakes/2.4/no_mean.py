# task: 2.4
# mistake: mean forgotten

import numpy as np


def softmax_grad_x(x, W, b, y):
    p = softmax(x @ W + b)
    p[np.arange(len(y)), y] -= 1
    return p @ W.T
