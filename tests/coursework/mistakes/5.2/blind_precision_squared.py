# task: 5.2
# mistake: precision squared
# author: blind
import numpy as np


def rbf_backward(grad_q, cache):
    x, mu, beta = cache
    d = x[:, None, :] - mu
    scaled = beta * d
    grad_x = np.einsum("nc,ncd->nd", -2 * grad_q, scaled)
    grad_mu = np.einsum("nc,ncd->cd", 2 * grad_q, scaled)
    grad_log_beta = np.einsum("nc,ncd->cd", -grad_q, scaled ** 2)
    return grad_x, grad_mu, grad_log_beta
