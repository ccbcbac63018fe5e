# task: 5.2
# mistake: precision forgotten | log beta for beta | wrong precision

import numpy as np


def rbf_backward(grad_q, cache):
    x, mu, beta = cache
    d = x[:, None, :] - mu
    g = grad_q[:, :, None] * -2 * d
    return g.sum(1), -g.sum(0), (grad_q[:, :, None] * -beta * d * d).sum(0)
