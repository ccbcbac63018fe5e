"""Twins of the max-over-pieces pair of layers.maxout: one pass over z, no argmax and gather."""
import numpy as np

from scratchadv.kernels.jit import jit, plain


def max_pieces_forward(z):
    """Twin of layers.maxout.max_pieces_forward.  z: (N, M, K) -> h: (N, M), cache."""
    N, M, K = z.shape
    h, winner = _max_pieces(plain(z).reshape(N * M, K))
    return h.reshape(N, M), (winner.reshape(N, M), K)


def max_pieces_backward(grad_h, cache):
    """Twin of layers.maxout.max_pieces_backward.  grad_h: (N, M) -> grad_z: (N, M, K)."""
    winner, K = cache
    grad_z = np.zeros((*grad_h.shape, K), grad_h.dtype)
    _scatter(plain(grad_h).reshape(-1), plain(winner).reshape(-1), grad_z.reshape(-1, K))
    return grad_z


@jit
def _max_pieces(z):
    units, K = z.shape
    h = np.empty(units, z.dtype)
    winner = np.empty(units, np.int64)
    for u in range(units):
        largest, where = z[u, 0], 0
        for k in range(1, K):
            if z[u, k] > largest:         # strictly: at a tie the first piece keeps the place
                largest, where = z[u, k], k
        h[u] = largest
        winner[u] = where
    return h, winner


@jit
def _scatter(grad_h, winner, grad_z):
    for u in range(len(grad_h)):
        grad_z[u, winner[u]] = grad_h[u]
