# task: 2.4
# mistake: score for loss | only the label's column | one term alone
# author: blind
import numpy as np


def softmax_grad_x(x, W, b, y):
    N = len(y)
    grad_x = np.zeros_like(x)
    for n in range(N):
        grad_x[n] = -W[:, y[n]]
    return grad_x / N
