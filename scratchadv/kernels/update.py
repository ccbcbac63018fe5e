"""Twin of the fused update of optim: momentum and max norm in one walk along a piece's weights."""
import math

import numpy as np

from scratchadv.kernels.jit import jit_sums, plain


def update_momentum_max_norm(W, velocity, grad, lr, momentum, limit):
    """Twin of optim.update_momentum_max_norm.  Arrays (D, M) or (D, M, K)."""
    number = W.dtype.type
    rows, rows_velocity, rows_grad = map(_rows, (W, velocity, grad))
    _update(rows, rows_velocity, rows_grad, number(lr), number(momentum), number(limit))
    for array, changed in ((W, rows), (velocity, rows_velocity)):
        if not np.may_share_memory(array, changed):
            array[...] = np.moveaxis(changed.reshape(*array.shape[1:], -1), -1, 0)


def _rows(W):
    """Each piece's weights as a row, (M*K, D): a view of memory laid out (M, K, D), else a copy."""
    return plain(np.moveaxis(W, 0, -1)).reshape(-1, len(W))


@jit_sums
def _update(W, velocity, grad, lr, momentum, limit):
    pieces, D = W.shape
    for m in range(pieces):
        square = W.dtype.type(0)
        for d in range(D):
            v = momentum * velocity[m, d] - lr * grad[m, d]
            w = W[m, d] + v
            velocity[m, d] = v
            W[m, d] = w
            square += w * w
        norm = math.sqrt(square)
        if norm > limit:
            scale = W.dtype.type(limit / norm)
            for d in range(D):
                W[m, d] *= scale
