"""The fast gradient sign method, and its sisters in other norms.  [sec. 4, E2]

    eta = eps sign(grad_x J(theta, x, y)),    x~ = x + eta                                (E2)

answers the question: which eta within eps of 0 raises the loss most, were the loss linear in x?

    eta = argmax { eta . g : norm(eta) <= eps },    g = grad_x J(theta, x, y)

In the max norm that is E2, with eta . g = eps l1norm(g); in the l2 norm it is eps g / l2norm(g);
in the l1 norm the largest entries of g take all of eps.  N examples, D inputs.
"""
import numpy as np

from scratchadv.attacks import doors
from scratchadv.attacks.direction import loss_direction, unit_rows
from scratchadv.kernels import twin


@twin("attack")
def sign_step(x, g, eps, low, high):
    """E2, then the range of a pixel.  x, g: (N, D), the rest numbers -> x~: (N, D), dtype of x."""
    eta = eps * np.sign(g).astype(x.dtype)
    return np.clip(x + eta, low, high)


def l2_step(x, g, eps, low, high):
    """eta = eps g / l2norm(g).  Arguments as sign_step's."""
    eta = eps * unit_rows(g).astype(x.dtype)
    return np.clip(x + eta, low, high)


def l1_step(x, g, eps, low, high):
    """All of eps on the largest |g_d|, equal shares to ties.  Arguments as sign_step's."""
    size = np.abs(g)
    largest = size == size.max(axis=1, keepdims=True)                    # (N, D), True at the ties
    share = np.sign(g) * largest / largest.sum(axis=1, keepdims=True)
    eta = eps * share.astype(x.dtype)
    return np.clip(x + eta, low, high)


STEPS = {np.inf: sign_step, 2: l2_step, 1: l1_step}


def fgsm(net, x, y=None, *, eps, norm=np.inf, targeted=False, clip_min=None, clip_max=None,
         direction="exact"):
    """x~ = x + argmax { eta . grad_x J(theta, x, y) : norm(eta) <= eps }; in the max norm E2.

    x: (N, D), y: (N,) labels -> x~: (N, D), a new array of x's dtype; of integers and float16
    float32.
    y None: the net's own prediction.  targeted: y are labels to reach, by a step down their loss.
    norm: numpy.inf, 2 or 1.  clip_min, clip_max: the range of a pixel, one side or both; the paper
    speaks of no clipping.  direction: "exact", "quick" for the exact one in the net's own dtype,
    "float32" for single precision, which we take for the paper's arithmetic (docs/precision.md).
    Where the gradient is 0, eta is 0.
    ValueError: wrong x or y; eps negative or not finite; unknown norm or direction; x not within
    the clip range; targeted without y.  [sec. 4]
    """
    x, y = doors.check_examples(net, x, y, targeted=targeted)
    eps, step = doors.check_eps(eps), STEPS[doors.check_norm(norm)]
    low, high = doors.check_clip(x, clip_min, clip_max)
    g = loss_direction(net, x, y, targeted=targeted, direction=direction)
    return step(x, g, eps, low, high)
