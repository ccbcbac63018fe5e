"""Noise of the size of an attack: the control experiment.  [sec. 6]

Zero-mean noise has an expected dot product of 0 with any weight vector, and w . noise grows like
eps l2norm(w), where FGSM's eta reaches eps l1norm(w).  N examples, D inputs.
"""
import numpy as np

from scratchadv import checks
from scratchadv.attacks import doors


def sign_noise(x, *, eps, rng):
    """x +- eps, the sign of every pixel a fair coin.  x: (N, D), rng: numpy Generator -> (N, D)."""
    x, eps, rng = doors.check_x(x), doors.check_eps(eps), checks.check_rng(rng)
    sign = 2 * rng.integers(0, 2, x.shape, dtype=np.int8) - 1
    return x + eps * sign.astype(x.dtype)


def uniform_noise(x, *, eps, rng):
    """x + U(-eps, eps), drawn for every pixel.  x: (N, D), rng: numpy Generator -> (N, D)."""
    x, eps, rng = doors.check_x(x), doors.check_eps(eps), checks.check_rng(rng)
    u = rng.random(x.shape, np.float32).astype(x.dtype, copy=False)      # uniform in [0, 1)
    return x + eps * (2 * u - 1)
