"""Adversarial training of logistic regression in closed form.  [sec. 5, E4 with its slip mended]

N examples, D inputs; y in {-1, +1}. grad_x zeta(-y(w'x + b)) = -y sigma(...) w, so the worst point
of the box of half width eps is x - eps y sign(w), where w'x has lost eps y |w|_1: the loss there is

    J~ = mean zeta(eps |w|_1 - y(w'x + b)).

The paper prints zeta(y(eps |w|_1 - w'x - b)), which equals it for y = +1 only: for y = -1 it is the
loss at the box's friendliest corner, and rewards large weights.
"""
import numpy as np
from scipy.special import expit

from scratchadv.losses.logistic import softplus


def adversarial_logistic_forward(x, w, b, y, eps):
    """J~ = mean zeta(eps |w|_1 - y(w'x + b)).

    x: (N, D), w: (D,), b: (), y: (N,) -> J: (), cache.
    """
    y = y.astype(x.dtype)
    z = eps * np.abs(w).sum() - y * (x @ w + b)       # (N,)
    return softplus(z).mean(), (x, w, y, eps, z)


def adversarial_logistic_backward(grad_J, cache):
    """With a = sigma(z) / N, z as in forward: -a y w', sum a (eps sign(w) - y x), sum -a y.

    grad_J: () -> grad_x: (N, D), grad_w: (D,), grad_b: ().
    At w_d = 0 the l1 norm has a kink; sign(0) = 0 is the subgradient we take.
    """
    x, w, y, eps, z = cache
    a = expit(z) * (grad_J / len(y))                  # (N,)
    grad_x = -np.outer(a * y, w)
    grad_w = eps * a.sum() * np.sign(w) - (a * y) @ x
    grad_b = -(a * y).sum()
    return grad_x, grad_w, grad_b


def printed_adversarial_logistic(x, w, b, y, eps):
    """E4 as it is printed: mean zeta(y(eps |w|_1 - w'x - b)), kept to show the slip.  -> ()"""
    return softplus(y * (eps * np.abs(w).sum() - x @ w - b)).mean()
