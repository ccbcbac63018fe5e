"""Affine pair: z = x W + b, and the pair that reads its single column as a vector.

N examples, D inputs, M outputs.
"""
import numpy as np

from scratchadv.kernels import twin


@twin("affine")
def affine_forward(x, W, b):
    """z = x W + b.  x: (N, D), W: (D, M), b: (M,) -> z: (N, M), cache."""
    z = x @ W + b                                     # (N, M)
    return z, (x, W)


def affine_backward(grad_z, cache):
    """grad_z: (N, M) -> grad_x: (N, D), grad_W: (D, M), grad_b: (M,)."""
    x, _ = cache
    grad_x = affine_grad_x(grad_z, cache)
    grad_W = (grad_z.T @ x).T                         # (D, M): x' grad_z, in memory as W is
    grad_b = grad_z.sum(axis=0)
    return grad_x, grad_W, grad_b


@twin("affine")
def affine_grad_x(grad_z, cache):
    """The input gradient alone, grad_z W'.  grad_z: (N, M) -> grad_x: (N, D)."""
    _, W = cache
    return grad_z @ W.T                               # (N, D)


def affine_along(x, eta, W, b):
    """z at x + eps eta, as a function of eps: a line, so two products serve all its points.

    x, eta: (N, D) -> a function of a number, eps -> z: (N, M).  [sec. 3]
    """
    z, slope = affine_forward(x, W, b)[0], affine_forward(eta, W, np.zeros_like(b))[0]
    return lambda eps: z + eps * slope


def column_forward(z):
    """s = z_1, the one score w'x + b of a binary model.  z: (N, 1) -> s: (N,), cache."""
    return z[:, 0], None


def column_backward(grad_s, cache):
    """grad_s: (N,) -> grad_z: (N, 1)."""
    return grad_s[:, None]
