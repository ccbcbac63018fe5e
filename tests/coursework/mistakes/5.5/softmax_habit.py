# task: 5.5
# mistake: softmax instead of independent

import numpy as np


def rbf_detectors_backward(grad_J, cache):
    q, y = cache
    p = np.exp(q) / np.exp(q).sum(axis=1, keepdims=True)
    p[np.arange(len(y)), y] -= 1
    return grad_J * p / len(y)
