# task: 5.2
# mistake: factor 1/2 | a half too many
# author: blind
import numpy as np


def rbf_backward(grad_q, cache):
    x, mu, beta = cache
    d = x[:, None, :] - mu
    g = grad_q[:, :, None]
    inner = -g * beta * d
    return inner.sum(axis=1), -inner.sum(axis=0), -(g * beta * d ** 2).sum(axis=0)
