"""Twins of layers.affine, without the BLAS.

These are slower than the BLAS where outputs are few, but wake none of its threads, which would go
on looking for work long after, at the cost of kernels.team. The dense gradients of a layer of more
than FEW outputs, and all grad_W, are left to the BLAS.
"""
import numpy as np

from scratchadv import memory
from scratchadv.kernels.jit import jit, piece_rows, plain
from scratchadv.kernels.sparse import INDEX, rows_from_to
from scratchadv.kernels.team import share_out
from scratchadv.kernels.tiles import TILE, add_rows, products

FEW = 32         # outputs, up to which grad_x is worth it
ROWS = 100       # examples in one go: they stay in the cache while the outputs pass by


def affine_forward(x, W, b):
    """Twin of layers.affine.affine_forward.  x: (N, D), W: (D, M), b: (M,) -> z: (N, M), cache."""
    if x.ndim != 2 or W.ndim != 2 or (x.shape[1], *np.shape(b)) != W.shape:
        return NotImplemented
    cache = x, W
    x, rows, b = plain(x), piece_rows(W), plain(b)
    z = np.empty((len(x), len(rows)), x.dtype)
    share_out(len(x), ROWS, lambda first, end: forward(x, rows, b, first, end, z))
    return z, cache


def affine_grad_x(grad_z, cache):
    """Twin of layers.affine.affine_grad_x.  grad_z: (N, M) -> grad_x: (N, D)."""
    _, W = cache
    if grad_z.ndim != 2 or grad_z.shape[1] != W.shape[1] or W.dtype != grad_z.dtype:
        return NotImplemented
    if W.shape[1] > FEW:
        return grad_z @ W.T
    grad_z, rows = plain(grad_z), piece_rows(W)
    out = memory.empty((len(grad_z), len(W)), grad_z.dtype)
    share_out(len(grad_z), ROWS, lambda first, end: grad_x(grad_z, rows, first, end, out))
    return out


@jit
def forward(x, W, b, first, end, z):
    """z = x W' + b of the examples first to end - 1.  W: (M, D), an output a row."""
    rows = rows_from_to(first, end)
    block = np.empty((5 + 4, end - first + TILE), x.dtype)
    for m in range(0, len(W), 5):
        few = min(5, len(W) - m)
        products(x, rows, W, m, few, block)
        for i in range(end - first):
            for k in range(few):
                z[first + i, m + k] = block[k, i] + b[m + k]


@jit
def grad_x(grad_z, W, first, end, out):
    """out = grad_z W of those examples."""
    N, M = end - first, len(W)
    rows, counts = np.empty((N, M), INDEX), np.empty(N, np.int64)
    for n in range(N):
        counts[n] = M
        for m in range(M):
            rows[n, m] = m
        for d in range(out.shape[1]):
            out[first + n, d] = 0
    add_rows(out, W, rows, grad_z[first:end], counts, first, end)
