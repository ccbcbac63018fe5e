"""Rotation of x towards the gradient: an attack that keeps x's length, and is differentiable.

N examples, D inputs.  [sec. 4, 6]
"""
import numpy as np

from scratchadv.attacks import doors
from scratchadv.attacks.direction import loss_direction, unit_rows


def rotate_towards_gradient(net, x, y=None, *, angle, direction="exact"):
    """x~ = cos(angle) x + sin(angle) l2norm(x) u, u the unit vector of g's part orthogonal to x.

    x: (N, D), y: (N,) -> x~: (N, D): l2norm(x~) = l2norm(x), with `angle` between the two, in
    RADIANS from 0 to pi.  The step is 2 sin(angle / 2) l2norm(x) long.
    y None: the net's own prediction.  direction: as fgsm's.
    A row whose gradient is 0 or parallel to x has no plane to turn in and comes back as it was, as
    does x = 0.  [sec. 4]
    """
    x, y = doors.check_examples(net, x, y)
    angle = doors.check_angle(angle)
    g = loss_direction(net, x, y, direction=direction)
    return rotate(x, g, angle)


def rotate(x, g, angle):
    """x turned by angle in the plane of x and g, towards g.  x, g: (N, D) -> (N, D), dtype of x."""
    u = unit_rows(orthogonal_part(g, x)).astype(x.dtype)
    length = np.linalg.norm(x, axis=1, keepdims=True)                    # (N, 1)
    turned = float(np.cos(angle)) * x + float(np.sin(angle)) * length * u
    return np.where(u.any(axis=1, keepdims=True), turned, x)


def orthogonal_part(g, x):
    """g / l2norm(g) less its projection on x, 0 where that leaves rounding alone.  -> (N, D)"""
    g, x = unit_rows(g), unit_rows(x)
    rest = g
    for _ in range(2):                                # once more, for what rounding left over
        rest = rest - (rest * x).sum(axis=1, keepdims=True) * x
    rounding = 4 * x.shape[1] * np.finfo(rest.dtype).eps
    return np.where(np.linalg.norm(rest, axis=1, keepdims=True) > rounding, rest, 0)
