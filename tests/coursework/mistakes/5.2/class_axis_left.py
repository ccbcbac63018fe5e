# task: 5.2
# mistake: not summed over the classes

import numpy as np


def rbf_backward(grad_q, cache):
    x, mu, beta = cache
    d = x[:, None, :] - mu
    grad_d = grad_q[:, :, None] * -2 * beta * d
    return grad_d, -grad_d.sum(axis=0), (grad_q[:, :, None] * -beta * d * d).sum(axis=0)
