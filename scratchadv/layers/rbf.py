"""RBF pair: q_c = -(x - mu_c)' diag(beta_c) (x - mu_c), the exponent of p_c = exp(q_c).  [sec. 7]

N examples, D inputs, C classes. The paper prints p(y=1 | x) = exp((x - mu)' beta (x - mu)) without
the minus sign, so its beta is negative definite. Ours is positive, diagonal, and learned in the
log: beta = exp(log_beta). Then q <= 0 everywhere, with q = 0 only at x = mu.
"""
import numpy as np

from scratchadv.kernels import twin


@twin("rbf")
def rbf_forward(x, mu, log_beta):
    """q_c = -sum_d beta_cd (x_d - mu_cd)^2, beta = exp(log_beta).

    x: (N, D), mu, log_beta: (C, D) -> q: (N, C), cache.
    """
    beta = np.exp(log_beta)                           # (C, D)
    d = x[:, None, :] - mu                            # (N, C, D)
    q = -(beta * d * d).sum(axis=2)                   # (N, C)
    return q, (x, mu, beta)


@twin("rbf")
def rbf_backward(grad_q, cache):
    """grad_q: (N, C) -> grad_x: (N, D), grad_mu: (C, D), grad_log_beta: (C, D)."""
    x, mu, beta = cache
    d = x[:, None, :] - mu                            # (N, C, D)
    grad_d = grad_q[:, :, None] * -2 * beta * d       # (N, C, D)
    grad_x = grad_d.sum(axis=1)
    grad_mu = -grad_d.sum(axis=0)
    grad_log_beta = (grad_q[:, :, None] * -beta * d * d).sum(axis=0)     # beta dq/dbeta
    return grad_x, grad_mu, grad_log_beta


@twin("rbf")
def rbf_grad_x(grad_q, cache):
    """Input gradient alone: dq_c/dx = -2 beta_c (x - mu_c).  grad_q: (N, C) -> grad_x: (N, D)."""
    x, mu, beta = cache
    d = x[:, None, :] - mu                            # (N, C, D)
    return (grad_q[:, :, None] * -2 * beta * d).sum(axis=1)
