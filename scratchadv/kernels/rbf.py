"""Twins of the RBF pair of layers.rbf: the (N, C, D) differences are never written to memory."""
import numpy as np

from scratchadv.kernels.jit import jit, jit_sums, plain


def rbf_forward(x, mu, log_beta):
    """Twin of layers.rbf.rbf_forward.  x: (N, D), mu, log_beta: (C, D) -> q: (N, C), cache."""
    if x.ndim != 2 or mu.shape != log_beta.shape or mu.shape[1:] != x.shape[1:]:
        return NotImplemented
    beta = np.exp(log_beta)
    q = np.empty((len(x), len(mu)), x.dtype)
    _quadratic_forms(plain(x), plain(mu), plain(beta), q)
    return q, (x, mu, beta)


def rbf_grad_x(grad_q, cache):
    """Twin of layers.rbf.rbf_grad_x.  grad_q: (N, C) -> grad_x: (N, D)."""
    x, mu, beta = map(plain, cache)
    if grad_q.shape != (len(x), len(mu)) or not x.dtype == mu.dtype == beta.dtype == grad_q.dtype:
        return NotImplemented
    grad_x = np.zeros_like(x)
    _add_gradient_x(plain(grad_q), x, mu, beta, grad_x)
    return grad_x


def rbf_backward(grad_q, cache):
    """Twin of layers.rbf.rbf_backward.

    grad_q: (N, C) -> grad_x: (N, D), grad_mu: (C, D), grad_log_beta: (C, D).
    """
    x, mu, beta = map(plain, cache)
    if grad_q.shape != (len(x), len(mu)) or not x.dtype == mu.dtype == beta.dtype == grad_q.dtype:
        return NotImplemented
    grads = tuple(np.zeros_like(a) for a in (x, mu, beta))
    _add_gradients(plain(grad_q), x, mu, beta, *grads)
    return grads


@jit_sums
def _quadratic_forms(x, mu, beta, q):
    (N, D), C = x.shape, len(mu)
    for n in range(N):
        for c in range(C):
            total = x.dtype.type(0)
            for d in range(D):
                difference = x[n, d] - mu[c, d]
                total += beta[c, d] * difference * difference
            q[n, c] = -total


@jit
def _add_gradient_x(grad_q, x, mu, beta, grad_x):
    (N, D), C = x.shape, len(mu)
    for n in range(N):
        for c in range(C):
            g = grad_q[n, c]
            for d in range(D):
                half = -g * beta[c, d] * (x[n, d] - mu[c, d])
                grad_x[n, d] += half + half                       # 2 * half would be float64


@jit
def _add_gradients(grad_q, x, mu, beta, grad_x, grad_mu, grad_log_beta):
    (N, D), C = x.shape, len(mu)
    for n in range(N):
        for c in range(C):
            g = grad_q[n, c]
            for d in range(D):
                difference = x[n, d] - mu[c, d]
                half = -g * beta[c, d] * difference               # half of dJ/dx_d
                grad_x[n, d] += half + half
                grad_mu[c, d] -= half + half
                grad_log_beta[c, d] += half * difference
