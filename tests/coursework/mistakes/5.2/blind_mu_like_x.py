# task: 5.2
# mistake: sign flipped
# author: blind
import numpy as np


def rbf_backward(grad_q, cache):
    x, mu, beta = cache
    N, C = grad_q.shape
    grad_x = np.zeros_like(x)
    grad_mu = np.zeros_like(mu)
    grad_log_beta = np.zeros_like(mu)
    for c in range(C):
        d = x - mu[c]
        w = grad_q[:, c:c + 1]
        grad_x -= 2 * w * beta[c] * d
        grad_mu[c] -= (2 * w * beta[c] * d).sum(axis=0)
        grad_log_beta[c] -= (w * beta[c] * d * d).sum(axis=0)
    return grad_x, grad_mu, grad_log_beta
