"""What a network is to say of examples that belong to no class.  [appendix A]

With independent sigmoids on top that can be said outright: every class is absent. A softmax has to
name something: p is to be uniform, and then no class comes near one half. Both are our readings:
the paper says only that its network was trained to 0% error on rubbish.

N examples, C classes.
"""
import numpy as np
from scipy.special import expit

from scratchadv.losses.logistic import softplus
from scratchadv.losses.softmax import log_softmax


def uniform_cross_entropy_forward(s):
    """J = -mean_n mean_c log p_c, least where p_c = 1/C.  s: (N, C) -> J: (), cache."""
    log_p = log_softmax(s)                            # (N, C)
    J = -log_p.mean()
    return J, log_p


def uniform_cross_entropy_backward(grad_J, cache):
    """(p - 1/C) / N.  grad_J: () -> grad_s: (N, C)."""
    log_p = cache
    N, C = log_p.shape
    return (np.exp(log_p) - 1 / C) * (grad_J / N)


def all_absent_forward(s):
    """J = mean_n sum_c zeta(s_c): every sigmoid is to say no.  s: (N, C) -> J: (), cache."""
    return softplus(s).sum(axis=1).mean(), s


def all_absent_backward(grad_J, cache):
    """sigma(s_c) / N.  grad_J: () -> grad_s: (N, C)."""
    s = cache
    return expit(s) * (grad_J / len(s))


NO_CLASS = {                                         # by the name of the loss on top
    "softmax": (uniform_cross_entropy_forward, uniform_cross_entropy_backward),
    "sigmoids": (all_absent_forward, all_absent_backward)}
