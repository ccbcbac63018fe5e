# task: 5.2
# mistake: gradient in beta, not in log beta
# author: blind
import numpy as np


def rbf_backward(grad_q, cache):
    x, mu, beta = cache
    diff = x[:, None, :] - mu
    gq = grad_q[..., None]
    grad_x = (-2 * gq * beta * diff).sum(axis=1)
    grad_mu = (2 * gq * beta * diff).sum(axis=0)
    grad_log_beta = (-gq * diff ** 2).sum(axis=0)
    return grad_x, grad_mu, grad_log_beta
