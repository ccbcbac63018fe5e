"""The gradient scaled to FGSM's max norm: differentiable, where the sign is not.  [sec. 6]"""
import numpy as np

from scratchadv.attacks import doors
from scratchadv.attacks.direction import loss_direction, over


def scaled_gradient(net, x, y=None, *, eps, direction="exact"):
    """x~ = x + eta, eta = eps g / maxnorm(g) row by row, so that maxnorm(eta) = eps as FGSM's is.

    x: (N, D), y: (N,) -> x~: (N, D), a new array as fgsm's.  Most pixels move far less than eps.
    y None: the net's own prediction.  direction: as fgsm's.  Where g is 0, eta is 0.  [sec. 6]
    """
    x, y = doors.check_examples(net, x, y)
    eps = doors.check_eps(eps)
    g = loss_direction(net, x, y, direction=direction)
    eta = eps * over(g, np.abs(g).max(axis=1, keepdims=True)).astype(x.dtype)
    return x + eta
