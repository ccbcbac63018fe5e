# task: 5.2
# mistake: p for q

import numpy as np


def rbf_backward(grad_q, cache):
    x, mu, beta = cache
    d = x[:, None, :] - mu
    p = np.exp(-(beta * d * d).sum(axis=2))
    g = (grad_q * p)[:, :, None]
    grad_d = -2 * g * beta * d
    return grad_d.sum(axis=1), -grad_d.sum(axis=0), (-g * beta * d * d).sum(axis=0)
