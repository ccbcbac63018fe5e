"""Columns that no example of a batch uses: what is left of a matrix without them.

Digits leave a third of the pixels of a batch 0 throughout.  N examples, D inputs.
"""
import numpy as np

from scratchadv.kernels.jit import inner, jit
from scratchadv.kernels.lanes import lanes

WORTH = .9       # share of used columns up to which it pays to gather them


def used_columns(x):
    """The columns of x (N, D) that are not 0 throughout; none if they are too many to gain by."""
    used = np.zeros(x.shape[1], np.bool_)
    _mark_used(x, used)
    columns = np.flatnonzero(used)
    return columns if len(columns) <= WORTH * x.shape[1] else columns[:0]


@jit
def _mark_used(x, used):
    for n in range(len(x)):
        for d in range(x.shape[1]):
            used[d] |= x[n, d] != 0


def gathered_width(columns, A):
    """How wide gather_columns leaves the rows of A: whole vectors."""
    L = lanes_of(A)
    return -(-len(columns) // L) * L


@jit
def lanes_of(A):
    """lanes, for those who are not compiled."""
    return lanes(A)


@jit
def gather_columns(A, columns, first, end, out):
    """The columns of rows first to end - 1 side by side, then 0.  A: (N, D) -> out: (N, width)"""
    n = first
    while n < end:
        if n + 5 <= end:                          # five rows in one walk along the columns
            _gather_five(A, columns, n, out)
            n += 5
        else:
            for j in range(len(columns)):
                out[n, j] = A[n, columns[j]]
            n += 1
    for n in range(first, end):
        for j in range(len(columns), out.shape[1]):
            out[n, j] = 0


@inner
def _gather_five(A, columns, n, out):
    a0, a1, a2, a3, a4 = A[n], A[n + 1], A[n + 2], A[n + 3], A[n + 4]
    b0, b1, b2, b3, b4 = out[n], out[n + 1], out[n + 2], out[n + 3], out[n + 4]
    for j in range(len(columns)):
        d = columns[j]
        b0[j], b1[j], b2[j], b3[j], b4[j] = a0[d], a1[d], a2[d], a3[d], a4[d]
