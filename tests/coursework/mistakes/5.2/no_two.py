# task: 5.2
# mistake: factor 1/2

import numpy as np


def rbf_backward(grad_q, cache):
    x, mu, beta = cache
    d = x[:, None, :] - mu
    g = -grad_q[:, :, None] * beta * d
    return g.sum(axis=1), -g.sum(axis=0), (-grad_q[:, :, None] * beta * d ** 2).sum(axis=0)
