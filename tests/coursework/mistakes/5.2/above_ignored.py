# task: 5.2
# mistake: grad_q forgotten

import numpy as np


def rbf_backward(grad_q, cache):
    x, mu, beta = cache
    d = x[:, None, :] - mu
    return ((-2 * beta * d).sum(axis=1), (2 * beta * d).sum(axis=0),
            (-beta * d ** 2).sum(axis=0))
