"""Twin of the fused update of optim: momentum and max norm in one walk along a piece's weights."""
import math
from typing import NamedTuple

import numpy as np

from scratchadv.kernels.jit import jit_sums, piece_rows


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
    rows, rows_velocity, rows_grad = map(piece_rows, (W, velocity, grad))
    _update(rows, rows_velocity, rows_grad, Rates.of(W.dtype, lr, momentum, limit))
    for array, changed in ((W, rows), (velocity, rows_velocity)):
        if not np.may_share_memory(array, changed):
            array[...] = np.moveaxis(changed.reshape(*array.shape[1:], -1), -1, 0)


@jit_sums
def _update(W, velocity, grad, rates):
    for m in range(len(W)):
        update_piece(W[m], velocity[m], grad[m], rates)


@jit_sums
def update_piece(w, velocity, grad, rates):
    """Momentum, then max norm, on the weights of one piece, in place.  w, velocity, grad: (D,)."""
    square = w.dtype.type(0)
    for d in range(len(w)):
        v = rates.momentum * velocity[d] - rates.lr * grad[d]
        velocity[d] = v
        w[d] += v
        square += w[d] * w[d]
    norm = math.sqrt(square)
    if norm > rates.limit:
        scale = w.dtype.type(rates.limit / norm)
        for d in range(len(w)):
            w[d] *= scale
