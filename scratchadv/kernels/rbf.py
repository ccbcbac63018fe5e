"""Twins of the RBF pair of layers.rbf: the (N, C, D) differences are never written to memory."""
import numpy as np

from scratchadv.kernels.jit import jit, jit_sums, plain


def rbf_forward(x, mu, log_beta):
    """Twin of layers.rbf.rbf_forward.  x: (N, D), mu, log_beta: (C, D) -> q: (N, C), cache."""
    beta = np.exp(log_beta)
    return _quadratic_forms(plain(x), plain(mu), plain(beta)), (x, mu, beta)


def rbf_grad_x(grad_q, cache):
    """Twin of layers.rbf.rbf_grad_x.  grad_q: (N, C) -> grad_x: (N, D)."""
    x, mu, beta = map(plain, cache)
    return _gradient_x(plain(grad_q), x, mu, beta)


def rbf_backward(grad_q, cache):
    """Twin of layers.rbf.rbf_backward.

    grad_q: (N, C) -> grad_x: (N, D), grad_mu: (C, D), grad_log_beta: (C, D).
    """
    x, mu, beta = map(plain, cache)
    return _gradients(plain(grad_q), x, mu, beta)


@jit_sums
def _quadratic_forms(x, mu, beta):
    (N, D), C = x.shape, len(mu)
    q = np.empty((N, C), x.dtype)
    for n in range(N):
        for c in range(C):
            total = x.dtype.type(0)
            for d in range(D):
                difference = x[n, d] - mu[c, d]
                total += beta[c, d] * difference * difference
            q[n, c] = -total
    return q


@jit
def _gradient_x(grad_q, x, mu, beta):
    (N, D), C = x.shape, len(mu)
    grad_x = np.zeros((N, D), x.dtype)
    for n in range(N):
        for c in range(C):
            g = -2 * grad_q[n, c]
            for d in range(D):
                grad_x[n, d] += g * beta[c, d] * (x[n, d] - mu[c, d])
    return grad_x


@jit
def _gradients(grad_q, x, mu, beta):
    (N, D), C = x.shape, len(mu)
    grad_x = np.zeros((N, D), x.dtype)
    grad_mu = np.zeros((C, D), x.dtype)
    grad_log_beta = np.zeros((C, D), x.dtype)
    for n in range(N):
        for c in range(C):
            g = grad_q[n, c]
            for d in range(D):
                difference = x[n, d] - mu[c, d]
                half = -g * beta[c, d] * difference               # half of dJ/dx_d
                grad_x[n, d] += half + half
                grad_mu[c, d] -= half + half
                grad_log_beta[c, d] += half * difference
    return grad_x, grad_mu, grad_log_beta
