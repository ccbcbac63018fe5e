# task: 2.3
# mistake: grad_J and mean forgotten
import numpy as np


def softmax_cross_entropy_backward(grad_J, cache):
    log_p, y = cache
    onehot = np.zeros_like(log_p)
    onehot[np.arange(len(y)), y] = 1
    others = np.exp(log_p) * (1 - onehot)
    return others - onehot * others.sum(axis=1, keepdims=True)
