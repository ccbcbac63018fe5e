"""Maxout layers without the products that winner-take-all and dropout make zero.

One piece in K wins and dropout silences half of the units, so of dJ/dz one entry in 2K is not zero.
These kernels compute what is left, of some examples (a to b - 1) or some units, so that threads can
share a batch out. They write into arrays of the caller's.

N examples, D inputs, M units, K pieces, T shares. W: (M*K, D), a piece a row: the memory behind the
(D, M, K) of layers.maxout. winner: (N, M).
"""
from typing import NamedTuple

import numpy as np

from scratchadv.kernels.jit import jit, jit_sums
from scratchadv.kernels.tiles import TILE, add_rows, products
from scratchadv.kernels.update import update_piece

UNITS = 24       # whose pieces are added to one example before the next: they stay in the cache
LANES = 16       # rows as long as a multiple of this leave no rest to the vector loops
WORTH = .85      # share of used columns up to which it pays to gather them


class Kept(NamedTuple):
    """What dropout left: rows[t, m, :count[t, m]] are the examples of share t that keep unit m."""

    rows: np.ndarray                              # (T, M, more than a share's examples)
    count: np.ndarray                             # (T, M)


@jit
def list_kept(mask, kept, t, a, b):
    """Fill in share t, the examples a to b - 1, from the mask (N, M)."""
    rows, count = kept.rows[t], kept.count[t]
    count[:] = 0
    for n in range(a, b):
        for m in range(mask.shape[1]):
            rows[m, count[m]] = n                 # without a branch: overwritten unless it counts
            count[m] += mask[n, m] != 0


@jit_sums
def maxout_forward(x, W, b, kept, t, h, winner):
    """h = max_k (x W_k + b_k) and the winner, of the examples of share t, where kept.

    x: (N, D), b: (M, K) -> h, winner: (N, M).
    """
    M, K = b.shape
    z = np.empty((kept.rows.shape[2] + TILE, K + 4), x.dtype)
    for m in range(M):
        rows = kept.rows[t, m, :kept.count[t, m]]
        _unit(x, W[m * K:m * K + K], b[m], rows, z, h[:, m], winner[:, m])


@jit_sums
def maxout_forward_all(x, W, b, first, end, h, winner):
    """The same without dropout, of the examples first to end - 1."""
    M, K = b.shape
    rows = np.arange(first, end)
    z = np.empty((end - first + TILE, K + 4), x.dtype)
    for m in range(M):
        _unit(x, W[m * K:m * K + K], b[m], rows, z, h[:, m], winner[:, m])


@jit_sums
def maxout_forward_columns(x, columns, room, W, b, kept, t, first, end, h, winner):
    """The same for x that is 0 outside of these columns, in shorter products.

    room: N*D numbers, where the columns of the examples first to end - 1 are written side by side.
    """
    M, K = b.shape
    width = (len(columns) + LANES - 1) // LANES * LANES
    narrow = room[:len(x) * width].reshape(len(x), width)
    for n in range(first, end):
        for j in range(len(columns)):
            narrow[n, j] = x[n, columns[j]]
        narrow[n, len(columns):] = 0
    w = np.zeros((K, width), x.dtype)
    z = np.empty((kept.rows.shape[2] + TILE, K + 4), x.dtype)
    for m in range(M):
        rows = kept.rows[t, m, :kept.count[t, m]]
        _gather(W[m * K:m * K + K], columns, w)
        _unit(narrow, w, b[m], rows, z, h[:, m], winner[:, m])


@jit
def _gather(W, columns, w):
    """w[k, j] = W[k, columns[j]]: five rows in one walk along the columns."""
    K = len(W)
    for k in range(0, K - 4, 5):
        r0, r1, r2, r3, r4 = W[k], W[k + 1], W[k + 2], W[k + 3], W[k + 4]
        w0, w1, w2, w3, w4 = w[k], w[k + 1], w[k + 2], w[k + 3], w[k + 4]
        for j in range(len(columns)):
            d = columns[j]
            w0[j], w1[j], w2[j], w3[j], w4[j] = r0[d], r1[d], r2[d], r3[d], r4[d]
    for k in range(K - K % 5, K):
        for j in range(len(columns)):
            w[k, j] = W[k, columns[j]]


@jit_sums
def _unit(x, W, b, rows, z, h, winner):
    """One unit, of the examples in rows.  W: (K, D), b: (K,), h, winner: (N,)."""
    products(x, rows, W, z)
    for i in range(len(rows)):
        best, where = z[i, 0] + b[0], 0
        for k in range(1, len(b)):                # without branches: nobody foresees the winner
            s = z[i, k] + b[k]
            where = k if s > best else where      # at a tie the first piece keeps the place
            best = s if s > best else best
        h[rows[i]] = best
        winner[rows[i]] = where


@jit
def used_columns(x):
    """The columns of x (N, D) that are not 0 throughout; none if they are too many to gain by."""
    used = np.zeros(x.shape[1], np.bool_)
    for n in range(len(x)):
        for d in range(x.shape[1]):
            used[d] |= x[n, d] != 0
    columns = np.flatnonzero(used)
    return columns if len(columns) <= WORTH * x.shape[1] else columns[:0]


@jit
def maxout_grad_x(g, winner, W, K, a, b, grad_x):
    """grad_x[n] = sum over m of g[n, m] W[m K + winner[n, m]], of the g that are not 0.

    g: (N, M) -> grad_x: (N, D).  Some pieces of each example in turn: W stays in the cache.
    """
    M = g.shape[1]
    rows, weights = np.empty(M + 1, np.int64), np.empty(M + 1, g.dtype)
    grad_x[a:b] = 0
    for first in range(0, M, UNITS):
        for n in range(a, b):
            count = 0
            for m in range(first, min(first + UNITS, M)):
                rows[count], weights[count] = m * K + winner[n, m], g[n, m]
                count += g[n, m] != 0
            add_rows(grad_x[n], W, rows[:count], weights[:count])


@jit
def maxout_update(x, g, winner, kept, N, layer, rates, first, end):
    """The gradient of units first to end - 1 and optim.update_momentum_max_norm, piece by piece.

    x: (terms N, D), g, winner: (terms N, M), the terms of J one after the other.  The gradient of a
    piece lives in the cache until it is used: dJ/dW is never formed.
    """
    K = layer.b.shape[1]
    examples, rows, weights, ends = _lists(len(x), K, g)
    grad = np.empty(x.shape[1], x.dtype)
    for m in range(first, end):
        count = 0
        for start in range(0, len(g), N):         # one term of J, then the next
            for t in range(len(kept.rows)):
                for i in range(kept.count[t, m]):
                    examples[count] = start + kept.rows[t, m, i]
                    count += 1
        _sort_by_winner(g, winner, m, examples[:count], rows, weights, ends)
        start = 0
        for k in range(K):
            grad[:] = 0
            add_rows(grad, x, rows[start:ends[k]], weights[start:ends[k]])
            grad_b = x.dtype.type(0)
            for i in range(start, ends[k]):
                grad_b += weights[i]
            start = ends[k]
            v = rates.momentum * layer.velocity_b[m, k] - rates.lr * grad_b
            layer.velocity_b[m, k] = v
            layer.b[m, k] += v
            update_piece(layer.W[m * K + k], layer.velocity_W[m * K + k], grad, rates)


@jit
def maxout_grads(x, g, winner, first, end, grad_W, grad_b):
    """dJ/dW and dJ/db of units first to end - 1, of the g that are not 0.

    x: (N, D), g, winner: (N, M) -> grad_W: (M*K, D), grad_b: (M, K).
    """
    K = grad_b.shape[1]
    examples, rows, weights, ends = _lists(len(x), K, g)
    for m in range(first, end):
        count = 0
        for n in range(len(x)):
            examples[count] = n
            count += g[n, m] != 0
        _sort_by_winner(g, winner, m, examples[:count], rows, weights, ends)
        start = 0
        for k in range(K):
            grad_W[m * K + k] = 0
            won = weights[start:ends[k]]
            add_rows(grad_W[m * K + k], x, rows[start:ends[k]], won)
            grad_b[m, k] = won.sum()
            start = ends[k]


@jit
def _lists(N, K, g):
    """Room for _sort_by_winner: examples, rows, weights, ends."""
    return (np.empty(N + 1, np.int64), np.empty(N + 1, np.int64), np.empty(N + 1, g.dtype),
            np.empty(K + 1, np.int64))


@jit
def _sort_by_winner(g, winner, m, examples, rows, weights, ends):
    """The examples in rows by the piece of unit m that won, g in weights; piece k ends at ends[k].
    """
    ends[:] = 0
    for n in examples:
        ends[winner[n, m] + 1] += 1
    for k in range(1, len(ends)):
        ends[k] += ends[k - 1]
    for n in examples:
        k = winner[n, m]
        rows[ends[k]], weights[ends[k]] = n, g[n, m]
        ends[k] += 1
