"""Logistic loss: J = mean_n zeta(-y s), zeta(z) = log(1 + exp(z)) the softplus.  [sec. 5, E3]

N examples; s = w'x + b is one score an example, y in {-1, +1}, P(y=+1) = sigma(s).
"""
import numpy as np
from scipy.special import expit


def softplus(z):
    """zeta(z) = log(1 + exp(z)), finite at any z."""
    return np.logaddexp(0, z)


def logistic_forward(s, y):
    """J = mean zeta(-y s).  s, y: (N,) -> J: (), cache."""
    y = y.astype(s.dtype)
    J = softplus(-y * s).mean()
    return J, (s, y)


def logistic_backward(grad_J, cache):
    """dJ/ds = -y sigma(-y s) / N.  grad_J: () -> grad_s: (N,)."""
    s, y = cache
    return -y * expit(-y * s) * (grad_J / len(y))


def logistic_direction(s, y):
    """-y: dJ/ds without its positive factor sigma(-y s).  s, y: (N,) -> (N,)."""
    return -y.astype(s.dtype)


def logistic_float32(s, y):
    """sigma(s) - 1 for y = +1, sigma(s) for y = -1, in float32: the first is 0 from s = 17."""
    return expit(s.astype(np.float32)) - (y == 1).astype(np.float32)
