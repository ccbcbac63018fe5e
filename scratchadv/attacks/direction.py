"""Which way an attack goes: the direction in which the loss grows, and the label it is taken at.

N examples, D inputs.
"""
import numpy as np

from scratchadv import checks
from scratchadv.attacks import doors


def loss_direction(net, x, y, *, targeted=False, direction="exact"):
    """g = grad_x J(theta, x, y) times a positive factor per row; -g where y are targets.

    x: (N, D), y: (N,) -> g: (N, D).
    direction: "exact" is net.attack_direction, whose sign no confidence can hide; "quick" is
    net.quick_direction, the same in the net's own dtype; "float32" is net.float32_direction, in
    single precision, which we take for the paper's: there p_y - 1 rounds to 0 where the net is
    sure. An object that has neither of the first two is attacked along its grad_x.
    """
    method = doors.DIRECTIONS[doors.check_direction(net, direction)]
    if not hasattr(net, method):
        method = "attack_direction" if hasattr(net, "attack_direction") else "grad_x"
    g = doors.check_gradient(getattr(net, method)(x, y), x, net)
    return -g if targeted else g


def least_likely(net, x):
    """The label that the net holds least likely, as a target.  x: (N, D) -> labels (N,).

    For labels in {-1, +1} that is the other one.
    """
    s = checks.check_net(net, ("scores",)).scores(x)
    return -net.predict(x) if s.ndim == 1 else s.argmin(axis=1)


def over(g, size):
    """g / size, row by row, and 0 where the size is 0.  g: (N, D), size: (N, 1) -> (N, D)."""
    return np.divide(g, size, out=np.zeros_like(g), where=size > 0)


def unit_rows(g):
    """g / l2norm(g), row by row; a zero row stays 0.  g: (N, D) -> (N, D).

    The largest entry is divided out first: the squares of tiny gradients would underflow.
    """
    g = over(g, np.abs(g).max(axis=1, keepdims=True))
    return over(g, np.linalg.norm(g, axis=1, keepdims=True))
