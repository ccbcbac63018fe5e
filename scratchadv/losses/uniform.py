"""Softmax against the uniform distribution: J = -mean_n mean_c log p_c.  [appendix A]

N examples that belong to no class, C classes. J is least, log C, where every p_c is 1 / C; then no
class comes near one half. That rubbish is to be called nothing in this way is our reading: the
paper says only that its network was trained to 0% error on it.
"""
import numpy as np

from scratchadv.losses.softmax import log_softmax


def uniform_cross_entropy_forward(s):
    """J = -mean_n mean_c log p_c, p = softmax(s).  s: (N, C) -> J: (), cache."""
    log_p = log_softmax(s)                            # (N, C)
    J = -log_p.mean()
    return J, log_p


def uniform_cross_entropy_backward(grad_J, cache):
    """(p - 1/C) / N.  grad_J: () -> grad_s: (N, C)."""
    log_p = cache
    N, C = log_p.shape
    return (np.exp(log_p) - 1 / C) * (grad_J / N)
