# task: 1.4
# mistake: 1 minus nearly 1

import numpy as np


def sigmoid(t):
    return 1 / (1 + np.exp(-t))


def logistic_backward(grad_J, cache):
    s, y = cache
    p_right = sigmoid(y * s)
    return (-grad_J * y * (1 - p_right) / len(y)).astype(s.dtype)
