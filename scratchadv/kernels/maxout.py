"""Twins of layers.maxout: the max taken where z is made, and no product with the pieces that lost.

The threads of kernels.team share the examples out, or the units.
"""
import numpy as np

from scratchadv import memory
from scratchadv.kernels import columns as used, sparse
from scratchadv.kernels.jit import piece_rows, plain
from scratchadv.kernels.team import share_out

ROWS = 100       # examples in one go: they stay in the cache while the pieces pass by


def maxout_forward(x, W, b):
    """Twin of layers.maxout.maxout_forward.

    x: (N, D), W: (D, M, K), b: (M, K) -> h: (N, M), cache.
    """
    if x.ndim != 2 or W.ndim != 3 or not W.size or (x.shape[1], *np.shape(b)) != W.shape:
        return NotImplemented
    (D, M, K), N = W.shape, len(x)
    x, pieces, b = plain(x), piece_rows(W), plain(b)
    h, winner = memory.empty((N, M), x.dtype), memory.empty((N, M), sparse.INDEX)
    inputs, weights = _used(x, pieces)
    everyone = np.tile(np.arange(ROWS, dtype=sparse.INDEX), (M, 1))

    def job(first, end):
        sparse.maxout_forward(inputs[first:end], weights, b, everyone,
                              np.full(M, end - first, sparse.INDEX), h[first:end],
                              winner[first:end])
    share_out(N, ROWS, job)
    return h, ((x, W.reshape(D, M * K)), (winner, K), W.shape)


def _used(x, pieces):
    """x and the pieces without the columns that are 0 in all of x, where that is worth it."""
    columns = used.used_columns(x)
    if not len(columns):
        return x, pieces
    width = used.gathered_width(columns, x)
    narrow = [memory.empty((len(A), width), A.dtype) for A in (x, pieces)]
    for A, out in zip((x, pieces), narrow):
        share_out(len(A), ROWS,
                  lambda first, end: used.gather_columns(A, columns, first, end, out))
    return narrow


def maxout_backward(grad_h, cache):
    """Twin of layers.maxout.maxout_backward.

    grad_h: (N, M) -> grad_x: (N, D), grad_W: (D, M, K), grad_b: (M, K).
    """
    (x, W), (winner, _), (D, M, K) = cache
    if grad_h.shape != winner.shape or not x.dtype == W.dtype == grad_h.dtype:
        return NotImplemented
    x, grad_h, winner = plain(x), plain(grad_h), plain(winner.astype(sparse.INDEX, copy=False))
    grad_W, grad_b = (memory.empty(shape, grad_h.dtype) for shape in ((M * K, D), (M, K)))
    share_out(M, 1 + M // 16, lambda first, end: sparse.maxout_grads(x, grad_h, winner, first, end,
                                                                     grad_W, grad_b))
    grad_W = np.moveaxis(grad_W.reshape(M, K, D), -1, 0)
    return maxout_grad_x(grad_h, cache), grad_W, grad_b


def maxout_grad_x(grad_h, cache):
    """Twin of layers.maxout.maxout_grad_x.  grad_h: (N, M) -> grad_x: (N, D)."""
    (_, W), (winner, _), (D, M, K) = cache
    if grad_h.shape != winner.shape or W.dtype != grad_h.dtype:
        return NotImplemented
    grad_h, pieces = plain(grad_h), piece_rows(W)
    winner = plain(winner.astype(sparse.INDEX, copy=False))
    grad_x = memory.empty((len(grad_h), D), grad_h.dtype)
    share_out(len(grad_h), ROWS, lambda first, end: sparse.maxout_grad_x(
        grad_h, winner, pieces, K, first, end, grad_x))
    return grad_x
