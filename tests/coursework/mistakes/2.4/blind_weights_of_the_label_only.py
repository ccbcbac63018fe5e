# task: 2.4
# mistake: only the label's column | one term alone
# author: blind
import numpy as np


def softmax_grad_x(x, W, b, y):
    s = x @ W + b
    p = softmax(s)
    N = len(y)
    py = p[np.arange(N), y]
    return -(1 - py)[:, None] * W[:, y].T / N
