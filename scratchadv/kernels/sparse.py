"""Maxout layers without the products that winner-take-all and dropout make zero.

One piece in K wins and dropout silences half of the units, so of dJ/dz one entry in 2K is not zero.
These kernels compute what is left, of some examples (a to b - 1) or some units, so that threads can
share a batch out. They write into arrays of the caller's.

N examples, D inputs, M units, K pieces, T shares. W: (M*K, D), a piece a row: the memory behind the
(D, M, K) of layers.maxout. winner: (N, M).
"""
from typing import NamedTuple

import numpy as np

from scratchadv.kernels.jit import inner, jit
from scratchadv.kernels.lanes import lanes, larger, load, prefetch, spread, store
from scratchadv.kernels.tiles import (
    AHEAD, TILE, add_rows, products, strides, sum_rows, sum_rows_at, sum_rows_once,
)
from scratchadv.kernels.update import move, move_at, shorten

INDEX = np.int32
UNITS = 16       # whose pieces are added to all examples before the next: they stay in the cache


class Kept(NamedTuple):
    """What dropout left: rows[t, m, :count[t, m]] are the examples of share t that keep unit m."""

    rows: np.ndarray                              # (T, M, more than a share's examples)
    count: np.ndarray                             # (T, M)


@jit
def list_kept(mask, kept, t, a, b):
    """Fill in share t, the examples a to b - 1, from the mask (N, M)."""
    rows, count = kept.rows[t], kept.count[t]
    for m in range(mask.shape[1]):
        count[m] = 0
    for n in range(a, b):
        for m in range(mask.shape[1]):
            rows[m, count[m]] = n                 # without a branch: overwritten unless it counts
            count[m] += mask[n, m] != 0


# -- forward

@jit
def maxout_forward(x, W, b, rows, count, h, winner):
    """h[n, m] = max_k (x_n W_mk + b_mk) and the winner, for the examples n = rows[m, :count[m]].

    x: (N, D), b: (M, K) -> h, winner: (N, M).
    """
    M, K = b.shape
    z = np.empty((K + 4, rows.shape[1] + max(TILE, lanes(x))), x.dtype)
    for m in range(M):
        _unit(x, W, b, m, rows[m, :count[m]], z, h, winner)


@inner
def _unit(x, W, b, m, rows, z, h, winner):
    """Unit m, of the examples in rows.  z: room for its products, then for the best and the winner.
    """
    K = b.shape[1]
    products(x, rows, W, m * K, K, z)
    for i in range(0, len(rows), lanes(x)):
        best, where = load(z, 0, i) + spread(b[m, 0]), spread(x.dtype.type(0))
        for k in range(1, K):                     # at a tie the first keeps the place; NaN wins
            best, where = larger(best, where, load(z, k, i) + spread(b[m, k]),
                                 spread(x.dtype.type(k)))
        store(z, 0, i, best)
        store(z, 1, i, where)
    for i in range(len(rows)):
        h[rows[i], m] = z[0, i]
        winner[rows[i], m] = INDEX(z[1, i])


@inner
def rows_from_to(first, end):
    """first, first + 1, ... end - 1, as kernels index."""
    rows = np.empty(end - first, INDEX)
    for i in range(end - first):
        rows[i] = first + i
    return rows


# -- backward

@jit
def maxout_grad_x(g, winner, W, K, a, b, grad_x):
    """grad_x[n] = sum over m of g[n, m] W[m K + winner[n, m]], of the g that are not 0.

    g: (N, M) -> grad_x: (N, D), n = a to b - 1.
    """
    M = g.shape[1]
    rows, weights, counts = _lists(b - a, np.int64(UNITS), g)
    for n in range(a, b):
        for d in range(grad_x.shape[1]):
            grad_x[n, d] = 0
    for first in range(0, M, UNITS):
        for n in range(a, b):
            j, i = n - a, 0
            for m in range(first, min(first + UNITS, M)):
                rows[j, i], weights[j, i] = m * K + winner[n, m], g[n, m]
                i += g[n, m] != 0
            counts[j] = i
        add_rows(grad_x, W, rows, weights, counts, a, b)


@jit
def maxout_update(x, g, winner, kept, N, layer, rates, first, end):
    """The gradient of units first to end - 1 and optim.update_momentum_max_norm, piece by piece.

    x: (terms N, D), g, winner: (terms N, M), the terms of J one after the other; kept: a Kept for
    each.  The gradient of a piece lives in registers until it is used: dJ/dW is never formed.
    """
    K = layer.b.shape[1]
    rows, weights, counts = _lists(K, len(x), g)
    examples = rows_from_to(0, len(x))
    for m in range(first, end):
        count = _list_examples(kept, m, N, len(x), examples)
        _sort_by_winner(g, winner, m, examples, count, rows, weights, counts)
        for k in range(K):
            grad_b = _sum(weights, k, counts[k])
            v = rates.momentum * layer.velocity_b[m, k] - rates.lr * grad_b
            layer.velocity_b[m, k] = v
            layer.b[m, k] += v
            update_piece(layer.W, layer.velocity_W, m * K + k, x, rows, weights, k, counts[k],
                         rates)


@inner
def update_piece(W, velocity, p, x, rows, weights, j, count, rates):
    """Piece p by the gradient sum_{i < count} weights[j, i] x[rows[j, i]]."""
    L = lanes(W)
    wide, whole = strides(W.shape[1], L)
    square = spread(W.dtype.type(0))
    for d in range(0, wide, AHEAD * L):
        for column in range(d, d + AHEAD * L, L):            # they come while rows are summed
            prefetch(W, p, column)
            prefetch(velocity, p, column)
        s0, s1, s2, s3, s4, s5, s6 = sum_rows(x, rows, weights, j, count, d)
        square = move(W, velocity, p, d, s0, rates, square)
        square = move(W, velocity, p, d + L, s1, rates, square)
        square = move(W, velocity, p, d + 2 * L, s2, rates, square)
        square = move(W, velocity, p, d + 3 * L, s3, rates, square)
        square = move(W, velocity, p, d + 4 * L, s4, rates, square)
        square = move(W, velocity, p, d + 5 * L, s5, rates, square)
        square = move(W, velocity, p, d + 6 * L, s6, rates, square)
    for d in range(wide, whole, L):
        s = sum_rows_once(x, rows, weights, j, count, d)
        square = move(W, velocity, p, d, s, rates, square)
    rest = W.dtype.type(0)
    for d in range(whole, W.shape[1]):
        rest += move_at(W, velocity, p, d, sum_rows_at(x, rows, weights, j, count, d), rates)
    shorten(W, p, square, rest, rates)


@jit
def maxout_grads(x, g, winner, first, end, grad_W, grad_b):
    """dJ/dW and dJ/db of units first to end - 1.

    x: (N, D), g, winner: (N, M) -> grad_W: (M*K, D), grad_b: (M, K).
    """
    K = grad_b.shape[1]
    rows, weights, counts = _lists(K, len(x), g)
    examples = rows_from_to(0, len(x))
    for p in range(first * K, end * K):
        for d in range(grad_W.shape[1]):
            grad_W[p, d] = 0
    for m in range(first, end):
        _sort_by_winner(g, winner, m, examples, len(x), rows, weights, counts)
        add_rows(grad_W, x, rows, weights, counts, m * K, m * K + K)
        for k in range(K):
            grad_b[m, k] = _sum(weights, k, counts[k])


@inner
def _sum(weights, k, count):
    total = weights.dtype.type(0)
    for i in range(count):
        total += weights[k, i]
    return total


@inner
def _lists(N, most, g):
    """Room for N lists of rows and weights, and how many of each count."""
    return (np.empty((N, most + 1), INDEX), np.empty((N, most + 1), g.dtype),
            np.empty(N, np.int64))


@inner
def _list_examples(kept, m, N, end, examples):
    """The rows up to end in which unit m is kept, N a term.  -> how many"""
    count = 0
    for term in range(end // N):
        rows, counts = kept[term].rows, kept[term].count
        for t in range(len(rows)):
            for i in range(counts[t, m]):
                examples[count] = term * N + rows[t, m, i]
                count += 1
    return count


@inner
def _sort_by_winner(g, winner, m, examples, count, rows, weights, counts):
    """Of the first so many examples those in which piece k of unit m won and g is not 0: in
    rows[k], their g in weights[k]."""
    for k in range(len(counts)):
        counts[k] = 0
    for i in range(count):
        n = examples[i]
        k = winner[n, m]
        j = counts[k]
        rows[k, j], weights[k, j] = n, g[n, m]
        counts[k] = j + (g[n, m] != 0)            # without a branch, as above
