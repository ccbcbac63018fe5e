# task: 5.2
# mistake: mean taken twice | mean for a sum
# author: blind
import numpy as np


def rbf_backward(grad_q, cache):
    x, mu, beta = cache
    d = x[:, None, :] - mu
    G = grad_q[:, :, None]
    grad_x = np.sum(-2 * G * beta * d, axis=1)
    grad_mu = np.mean(2 * G * beta * d, axis=0)
    grad_log_beta = np.mean(-G * beta * d ** 2, axis=0)
    return grad_x, grad_mu, grad_log_beta
