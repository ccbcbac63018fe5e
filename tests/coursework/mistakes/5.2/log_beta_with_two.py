# task: 5.2
# mistake: factor 2

import numpy as np


def rbf_backward(grad_q, cache):
    x, mu, beta = cache
    d = x[:, None, :] - mu
    grad_d = grad_q[:, :, None] * -2 * beta * d
    return grad_d.sum(axis=1), -grad_d.sum(axis=0), (grad_d * d).sum(axis=0)
