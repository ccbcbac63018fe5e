# task: 2.4
# mistake: prediction for the label

import numpy as np


def softmax_grad_x(x, W, b, y):
    s = x @ W + b
    guess = s.argmax(axis=1)
    _, cache = softmax_cross_entropy_forward(s, guess)
    return softmax_cross_entropy_backward(1, cache) @ W.T
