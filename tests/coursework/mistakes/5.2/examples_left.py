# task: 5.2
# mistake: not summed over the examples

import numpy as np


def rbf_backward(grad_q, cache):
    x, mu, beta = cache
    d = x[:, None, :] - mu
    grad_d = grad_q[:, :, None] * -2 * beta * d
    return grad_d.sum(axis=1), -grad_d, grad_q[:, :, None] * -beta * d * d
