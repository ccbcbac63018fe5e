"""Twin of the fused update of optim: momentum and max norm in one walk along a piece's weights."""
import math
from typing import NamedTuple

import numpy as np

from scratchadv.kernels.jit import inner, jit, piece_rows
from scratchadv.kernels.lanes import first, lanes, load, spread, store, totals


class Rates(NamedTuple):
    """The numbers of a step, in the dtype of the weights.  limit: the largest norm of a piece."""

    lr: np.floating
    momentum: np.floating
    limit: np.floating

    @classmethod
    def of(cls, dtype, *numbers):
        """lr, momentum, limit -> Rates."""
        return cls(*map(np.dtype(dtype).type, numbers))


def update_momentum_max_norm(W, velocity, grad, lr, momentum, limit):
    """Twin of optim.update_momentum_max_norm.  Arrays (D, M) or (D, M, K)."""
    if not W.shape == velocity.shape == grad.shape:
        return NotImplemented
    rows, rows_velocity, rows_grad = map(piece_rows, (W, velocity, grad))
    _update(rows, rows_velocity, rows_grad, Rates.of(W.dtype, lr, momentum, limit))
    for array, changed in ((W, rows), (velocity, rows_velocity)):
        if not np.may_share_memory(array, changed):
            array[...] = np.moveaxis(changed.reshape(*array.shape[1:], -1), -1, 0)
    return None


@jit
def _update(W, velocity, grad, rates):
    D, L = W.shape[1], lanes(W)
    whole = D - D % L
    for p in range(len(W)):
        square, rest = spread(W.dtype.type(0)), W.dtype.type(0)
        for d in range(0, whole, L):
            square = move(W, velocity, p, d, load(grad, p, d), rates, square)
        for d in range(whole, D):
            rest += move_at(W, velocity, p, d, grad[p, d], rates)
        shorten(W, p, square, rest, rates)


@inner
def move(W, velocity, p, d, grad, rates, square):
    """Momentum on a vector of the weights of piece p.  -> square + their squares"""
    v = spread(rates.momentum) * load(velocity, p, d) + spread(-rates.lr) * grad
    store(velocity, p, d, v)
    w = load(W, p, d) + v
    store(W, p, d, w)
    return square + w * w


@inner
def move_at(W, velocity, p, d, grad, rates):
    """The same on one weight.  -> its square"""
    velocity[p, d] = rates.momentum * velocity[p, d] - rates.lr * grad
    W[p, d] += velocity[p, d]
    return W[p, d] * W[p, d]


@inner
def shorten(W, p, square, rest, rates):
    """Max norm on piece p, the sum of whose squares is that of the lanes of `square` and rest."""
    norm = math.sqrt(first(totals((square,))) + rest)
    if norm > rates.limit:
        scale = W.dtype.type(rates.limit / norm)
        for d in range(W.shape[1]):
            W[p, d] *= scale
