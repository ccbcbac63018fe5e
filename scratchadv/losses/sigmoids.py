"""Independent sigmoids, C binary detectors: J = mean_n sum_c zeta(sign_c s_c).  [appendix A]

sign_c = -1 for the label, else +1. N examples, C classes; P(class c is present) = sigma(s_c), and
the row need not sum to 1.
"""
import numpy as np
from scipy.special import expit, log_expit

from scratchadv.losses.logistic import softplus


def _signs(s, y):
    """-1 in the label's column, +1 in the others.  -> (N, C)"""
    sign = np.ones_like(s)
    sign[np.arange(len(y)), y] = -1
    return sign


def independent_sigmoids_forward(s, y):
    """J = mean_n [zeta(-s_y) + sum_{c != y} zeta(s_c)].  s: (N, C), y: (N,) -> J: (), cache."""
    sign = _signs(s, y)                               # (N, C)
    J = softplus(sign * s).sum(axis=1).mean()
    return J, (s, sign)


def independent_sigmoids_backward(grad_J, cache):
    """dJ/ds_c = sign_c sigma(sign_c s_c) / N.  grad_J: () -> grad_s: (N, C)."""
    s, sign = cache
    return sign * expit(sign * s) * (grad_J / len(s))


def independent_sigmoids_direction(s, y):
    """dJ/ds, each row divided in the log by its largest entry.  s: (N, C), y: (N,) -> (N, C)."""
    sign = _signs(s, y)
    log_size = log_expit(sign * s)                    # (N, C)
    return sign * np.exp(log_size - log_size.max(axis=1, keepdims=True))


def independent_sigmoids_float32(s, y):
    """sigma(s) - onehot(y) in single precision: the label's entry rounds to 0 at a large s_y."""
    p = expit(s.astype(np.float32))
    p[np.arange(len(y)), y] -= np.float32(1)
    return p
