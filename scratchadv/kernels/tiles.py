"""Sums that stay in the registers: small blocks of a matrix product, and sums of a few rows.

Every loop runs along rows that are contiguous in memory, in vector lanes. A sum's order depends on
the length of the rows alone, never on which rows are taken together: sharing the work out among
threads changes no bit. N examples, D inputs.
"""
from scratchadv.kernels.jit import jit_sums, vector_registers

TILE = 4 if vector_registers() == 32 else 2      # examples a block: 4 x 5 or 2 x 5 sums at once


@jit_sums
def dots_4x5(x, rows, W, p):
    """x[rows[i]] . W[p[j]] for 4 examples and 5 pieces: 20 sums, 9 loads for 20 products."""
    x0, x1, x2, x3 = x[rows[0]], x[rows[1]], x[rows[2]], x[rows[3]]
    w0, w1, w2, w3, w4 = W[p[0]], W[p[1]], W[p[2]], W[p[3]], W[p[4]]
    zero = x.dtype.type(0)
    a0 = a1 = a2 = a3 = a4 = b0 = b1 = b2 = b3 = b4 = zero
    c0 = c1 = c2 = c3 = c4 = e0 = e1 = e2 = e3 = e4 = zero
    for d in range(x.shape[1]):
        v0, v1, v2, v3, v4 = w0[d], w1[d], w2[d], w3[d], w4[d]
        u0, u1, u2, u3 = x0[d], x1[d], x2[d], x3[d]
        a0, a1, a2, a3, a4 = a0 + u0 * v0, a1 + u0 * v1, a2 + u0 * v2, a3 + u0 * v3, a4 + u0 * v4
        b0, b1, b2, b3, b4 = b0 + u1 * v0, b1 + u1 * v1, b2 + u1 * v2, b3 + u1 * v3, b4 + u1 * v4
        c0, c1, c2, c3, c4 = c0 + u2 * v0, c1 + u2 * v1, c2 + u2 * v2, c3 + u2 * v3, c4 + u2 * v4
        e0, e1, e2, e3, e4 = e0 + u3 * v0, e1 + u3 * v1, e2 + u3 * v2, e3 + u3 * v3, e4 + u3 * v4
    return ((a0, a1, a2, a3, a4), (b0, b1, b2, b3, b4), (c0, c1, c2, c3, c4), (e0, e1, e2, e3, e4))


@jit_sums
def dots_2x5(x, rows, W, p):
    """The same for 2 examples: where only 16 registers are, 20 sums would not stay in them."""
    x0, x1 = x[rows[0]], x[rows[1]]
    w0, w1, w2, w3, w4 = W[p[0]], W[p[1]], W[p[2]], W[p[3]], W[p[4]]
    a0 = a1 = a2 = a3 = a4 = b0 = b1 = b2 = b3 = b4 = x.dtype.type(0)
    for d in range(x.shape[1]):
        v0, v1, v2, v3, v4 = w0[d], w1[d], w2[d], w3[d], w4[d]
        u0, u1 = x0[d], x1[d]
        a0, a1, a2, a3, a4 = a0 + u0 * v0, a1 + u0 * v1, a2 + u0 * v2, a3 + u0 * v3, a4 + u0 * v4
        b0, b1, b2, b3, b4 = b0 + u1 * v0, b1 + u1 * v1, b2 + u1 * v2, b3 + u1 * v3, b4 + u1 * v4
    return (a0, a1, a2, a3, a4), (b0, b1, b2, b3, b4)


dots = dots_4x5 if TILE == 4 else dots_2x5


@jit_sums
def products(x, rows, W, z):
    """z[i, k] = x[rows[i]] . W[k].  x: (N, D), W: (K, D), z: (>= len(rows) + TILE, >= K + 4).

    Blocks at the edges are filled up with rows that are there; what they give is never read.
    """
    last, end = len(rows) - 1, len(W) - 1
    for i in range(0, len(rows), TILE):
        four = rows[i], rows[min(i + 1, last)], rows[min(i + 2, last)], rows[min(i + 3, last)]
        for k in range(0, len(W), 5):
            five = k, min(k + 1, end), min(k + 2, end), min(k + 3, end), min(k + 4, end)
            block = dots(x, four, W, five)
            for j in range(TILE):
                for q in range(5):
                    z[i + j, k + q] = block[j][q]


@jit_sums
def add_rows(y, A, rows, g):
    """y += sum_i g[i] A[rows[i]]: eight rows in one walk along y.  y: (D,), A: (N, D)."""
    i, end = 0, len(rows)
    while i + 8 <= end:
        _add_eight(y, A, rows[i:i + 8], g[i:i + 8])
        i += 8
    while i + 2 <= end:
        a0, a1, g0, g1 = A[rows[i]], A[rows[i + 1]], g[i], g[i + 1]
        for d in range(len(y)):
            y[d] += g0 * a0[d] + g1 * a1[d]
        i += 2
    if i < end:
        a0, g0 = A[rows[i]], g[i]
        for d in range(len(y)):
            y[d] += g0 * a0[d]


@jit_sums
def _add_eight(y, A, rows, g):
    a0, a1, a2, a3 = A[rows[0]], A[rows[1]], A[rows[2]], A[rows[3]]
    a4, a5, a6, a7 = A[rows[4]], A[rows[5]], A[rows[6]], A[rows[7]]
    g0, g1, g2, g3, g4, g5, g6, g7 = g[0], g[1], g[2], g[3], g[4], g[5], g[6], g[7]
    for d in range(len(y)):
        y[d] += (g0 * a0[d] + g1 * a1[d] + g2 * a2[d] + g3 * a3[d]
                 + g4 * a4[d] + g5 * a5[d] + g6 * a6[d] + g7 * a7[d])
