"""Perturbations that are differentiable functions of the gradient, as pairs.  [sec. 6]

    x~ = scaled(g, x, eps) or rotated(g, x, angle),    g = grad_x J

Training on such x~ can let the gradient flow through g, where FGSM's sign lets none through. x is
data: the backward functions return the gradient in g alone. Neither asks how long g is, so each is
constant along g, and what backward returns is orthogonal to g.  N examples, D inputs.
"""
import numpy as np

from scratchadv.attacks.direction import over, unit_rows
from scratchadv.attacks.rotation import orthogonal_part, rotate


def scaled_forward(g, x, eps):
    """x~ = x + eps g / m, m = maxnorm(g) row by row: attacks.scaled_gradient.  -> x~: (N, D), cache

    g, x: (N, D).  Where g is 0, x~ is x.
    """
    m = np.abs(g).max(axis=1, keepdims=True)                             # (N, 1)
    return x + eps * over(g, m), (g, m, eps)


def scaled_backward(grad_x_adv, cache):
    """eps / m (v - (v . g) / m sign(g_k) e_k), v = grad_x_adv.  -> grad_g: (N, D)

    Row by row: m = |g_k| is the largest |g_d|, at a tie the first, e_k the k-th unit vector.
    """
    g, m, eps = cache
    grad_g = grad_x_adv.copy()                                           # (N, D)
    rows, k = np.arange(len(g)), np.abs(g).argmax(axis=1)
    grad_g[rows, k] -= (grad_x_adv * over(g, m)).sum(axis=1) * np.sign(g[rows, k])
    return eps * over(grad_g, m)


def rotated_forward(g, x, angle):
    """x~ = x turned by angle, in radians, towards g: attacks.rotation.rotate.  -> x~: (N, D), cache

    g, x: (N, D).  A row without a plane to turn in stays x.
    """
    return rotate(x, g, angle), (g, x, angle)


def rotated_backward(grad_x_adv, cache):
    """sin(angle) l2norm(x) / l2norm(q) (v - (v . e) e - (v . u) u), v = grad_x_adv.  -> grad_g

    e = x / l2norm(x), q = g - (g . e) e the part of g orthogonal to x, u = q / l2norm(q).
    """
    g, x, angle = cache
    e, u = unit_rows(x), unit_rows(orthogonal_part(g, x))                # (N, D)
    l2norm_x = np.linalg.norm(x, axis=1, keepdims=True)                  # (N, 1)
    l2norm_q = (g * u).sum(axis=1, keepdims=True)                        # since g . u = q . u
    v = grad_x_adv - (grad_x_adv * e).sum(axis=1, keepdims=True) * e
    v = v - (v * u).sum(axis=1, keepdims=True) * u
    return float(np.sin(angle)) * l2norm_x * over(v, l2norm_q)
