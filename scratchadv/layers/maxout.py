"""Maxout: h_m = max over pieces k of z_mk, z = x W + b.  [Goodfellow et al. 2013; here sec. 4]

N examples, D inputs, M units, K linear pieces a unit. A maxout network is piecewise linear in x:
within the region where the same pieces win, it is the linear model that section 3 of the paper
speaks of.
"""
import functools

import numpy as np

from scratchadv.kernels import twin
from scratchadv.layers.affine import (
    affine_along, affine_backward, affine_forward, affine_grad_x,
)


def max_pieces_forward(z):
    """h = max_k z_k.  z: (N, M, K) -> h: (N, M), cache.  At an exact tie the first piece wins."""
    winner = z.argmax(axis=2)                         # (N, M), first of equals
    h = np.take_along_axis(z, winner[:, :, None], axis=2)[:, :, 0]
    return h, (winner, z.shape[2])


def max_pieces_backward(grad_h, cache):
    """grad_h for the piece that won, 0 for the others.  grad_h: (N, M) -> grad_z: (N, M, K)."""
    winner, K = cache
    grad_z = np.zeros((*grad_h.shape, K), grad_h.dtype)
    np.put_along_axis(grad_z, winner[:, :, None], grad_h[:, :, None], axis=2)
    return grad_z


@twin("maxout")
def maxout_forward(x, W, b):
    """h_m = max_k (x W_mk + b_mk).  x: (N, D), W: (D, M, K), b: (M, K) -> h: (N, M), cache."""
    D, M, K = W.shape
    z, affine_cache = affine_forward(x, W.reshape(D, M * K), b.reshape(M * K))     # (N, M*K)
    h, max_cache = max_pieces_forward(z.reshape(-1, M, K))                         # (N, M)
    return h, (affine_cache, max_cache, W.shape)


@twin("maxout")
def maxout_backward(grad_h, cache):
    """grad_h: (N, M) -> grad_x: (N, D), grad_W: (D, M, K), grad_b: (M, K)."""
    affine_cache, max_cache, (D, M, K) = cache
    grad_z = max_pieces_backward(grad_h, max_cache)                                # (N, M, K)
    grad_x, grad_W, grad_b = affine_backward(grad_z.reshape(-1, M * K), affine_cache)
    return grad_x, grad_W.reshape(D, M, K), grad_b.reshape(M, K)


@twin("maxout")
def maxout_grad_x(grad_h, cache):
    """The input gradient alone.  grad_h: (N, M) -> grad_x: (N, D)."""
    affine_cache, max_cache, (_, M, K) = cache
    grad_z = max_pieces_backward(grad_h, max_cache)                                # (N, M, K)
    return affine_grad_x(grad_z.reshape(-1, M * K), affine_cache)


def maxout_along(x, eta, W, b):
    """h at x + eps eta, as a function of eps: lines, and the largest of K of them for each unit.

    x, eta: (N, D), W: (D, M, K), b: (M, K) -> a function of a number, eps -> h: (N, M).  [fig. 4]
    """
    D, M, K = W.shape
    along = affine_along(x, eta, W.reshape(D, M * K), b.reshape(M * K))
    return lambda eps: functools.reduce(np.maximum, np.moveaxis(along(eps).reshape(-1, M, K), 2, 0))
