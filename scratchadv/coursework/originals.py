"""Functions of the assignments that the package has only with doors and options around them.

Each is the plain form of one of ours, and the tests compare the two.
N examples, D inputs, C classes.
"""
import numpy as np

from scratchadv.attacks.fgsm import l1_step, l2_step, sign_step
from scratchadv.losses.softmax import softmax_cross_entropy_backward, softmax_cross_entropy_forward


def softmax_grad_x(x, W, b, y):
    """grad_x J of softmax regression, scores s = x W + b and J = -mean_n log p_y.

    x: (N, D), W: (D, C), b: (C,), y: (N,) -> grad_x: (N, D).  [sec. 4]
    """
    _, cache = softmax_cross_entropy_forward(x @ W + b, y)
    return softmax_cross_entropy_backward(1.0, cache) @ W.T


def fgsm(net, x, y=None, *, eps, norm=np.inf, targeted=False):
    """x~ = x + argmax { eta . grad_x J(theta, x, y) : norm(eta) <= eps }.

    x: (N, D), y: (N,) labels -> x~: (N, D), a new array of x's dtype, not clipped.
    net: net.attack_direction(x, y) gives grad_x J times a positive factor per row, (N, D), and
    net.predict(x) labels (N,).  y None: the net's own prediction.  norm: numpy.inf, 2 or 1.
    targeted: y are labels to reach, by a step down their loss.  [sec. 4]
    """
    if y is None:
        y = net.predict(x)
    g = net.attack_direction(x, y)
    if targeted:
        g = -g
    step = {np.inf: sign_step, 2: l2_step, 1: l1_step}[norm]
    return step(x, g, eps, -np.inf, np.inf)
