"""Projected gradient descent: FGSM in small steps from a random start, kept near the original x.

Madry, Makelov, Schmidt, Tsipras, Vladu 2018. Not in the paper, whose defence resists one large step
and not many small ones: FGSM's error alone may be that of a masked gradient, so this stands beside.
N examples, D inputs.
"""
import numpy as np

from scratchadv import checks
from scratchadv.attacks import doors
from scratchadv.attacks.direction import loss_direction
from scratchadv.attacks.fgsm import sign_step
from scratchadv.attacks.noise import uniform_noise

ROWS = 500       # examples taken through all their steps together: they stay in the cache


def pgd(net, x, y=None, *, eps, rng, steps=20, step=None, targeted=False, clip_min=None,
        clip_max=None, direction="quick"):
    """x <- project(x + step sign(grad_x J(theta, x, y))), from a random point of the box around x.

    x: (N, D), y: (N,) -> x~: (N, D), a new array as fgsm's, no pixel further than eps from the
    ORIGINAL x, nor outside the clip range.  rng: numpy Generator, for the start.
    step: 2.5 eps / steps unless given, so that every point of the box can be reached from every
    start, with room to move along its faces (Madry et al.; on MNIST eps .3, step .01, 40 steps).
    y, targeted, clip_min, clip_max, direction and ValueError: as fgsm's; the default is "quick",
    for one step among many need not be right to the last pixel.
    """
    x, y = doors.check_examples(net, x, y, targeted=targeted)
    eps, rng = doors.check_eps(eps), checks.check_rng(rng)
    steps = checks.check_count(steps, "steps")
    step = 2.5 * eps / steps if step is None else doors.check_eps(step, "step")
    clip = doors.check_clip(x, clip_min, clip_max)

    def grad(x, y):
        return loss_direction(net, x, y, targeted=targeted, direction=direction)

    x_adv = np.empty_like(x)
    for start in range(0, len(x), ROWS):
        rows = slice(start, start + ROWS)
        bounds = box(x[rows], eps, *clip)
        x_adv[rows] = _climb(grad, x[rows], y[rows], bounds, eps, rng, steps, step)
    return x_adv


def _climb(grad, x, y, bounds, eps, rng, steps, step):
    """One batch through all its steps; bounds: low, high around the original x.  -> (N, D)"""
    x = np.clip(uniform_noise(x, eps=eps, rng=rng), *bounds)
    for _ in range(steps):
        x = sign_step(x, grad(x, y), step, -np.inf, np.inf)
        x = np.clip(x, *bounds)
    return x


def box(x, eps, clip_min, clip_max):
    """The smallest and the largest numbers of x's dtype within eps of x and in the clip range.

    x: (N, D) -> low, high: (N, D).  Rounding x + eps may land beyond eps: then one number back.
    """
    wide = x.astype(np.float64)
    low, high = (wide - eps).astype(x.dtype), (wide + eps).astype(x.dtype)
    low = np.where(wide - low > eps, np.nextafter(low, x), low)
    high = np.where(high - wide > eps, np.nextafter(high, x), high)
    return np.maximum(low, x.dtype.type(clip_min)), np.minimum(high, x.dtype.type(clip_max))
