"""Sums that stay in the registers: small blocks of a matrix product, and sums of a few rows.

A sum's order depends on the length of the rows alone, never on which rows are taken together:
sharing the work out among threads changes no bit. What is left of a row behind its last whole
vector is summed entry by entry. N examples, D inputs.
"""
from scratchadv.kernels.jit import inner, vector_bits
from scratchadv.kernels.lanes import add, lanes, load, prefetch, spread, store, totals

TILE = 4 if vector_bits() == 512 else 2          # examples a block: 4 x 5 or 2 x 5 sums at once
LINE = 64        # bytes of a line of the cache
FAR = 1 << 24    # bytes: a W that comes from memory, not from the cache
STRIP = 3200     # bytes of a row that a block takes in one go: 9 such strips fit the nearest cache
AHEAD = 7        # vectors that sum_rows has under way: 784 pixels are 7 x 7 of 16 float32


@inner
def products(x, rows, W, first, K, z):
    """z[k, i] = x[rows[i]] . W[first + k], k < K.

    x: (N, D), W: (pieces, D), z: (>= K + 4, >= len(rows) + TILE).  Blocks at the edges are filled
    up with rows that are there; what they give is never read.
    """
    if len(rows) == 0:                           # dropout kept this unit for none of them
        return
    D, strip = x.shape[1], STRIP // x.itemsize
    whole = D - D % lanes(x)
    if whole == 0:
        for k in range(K):
            for i in range(len(rows)):
                z[k, i] = 0
    for start in range(0, whole, strip):
        stop = min(start + strip, whole)
        for k in range(0, K, 5):
            _five_pieces(x, rows, W, first + k, first + K - 1, z, k, start, stop, whole)
    if whole < D:
        for k in range(K):
            for i in range(len(rows)):
                for d in range(whole, D):
                    z[k, i] += x[rows[i], d] * W[first + k, d]


@inner
def _five_pieces(x, rows, W, p, end, z, k, start, stop, whole):
    """Pieces p to p + 4, at most `end`, by all rows: the entries start to stop - 1 of their sums.

    Where W is larger than caches are, they are asked meanwhile for what comes next: the next strip
    of these pieces, or the next pieces.
    """
    last, n = len(rows) - 1, len(rows)
    five = p, min(p + 1, end), min(p + 2, end), min(p + 3, end), min(p + 4, end)
    following, begin = (p, stop) if stop < whole else (p + 5, 0)
    line = LINE // x.itemsize
    ahead = 0                                     # entries of the next strip, a block
    if W.size * W.itemsize > FAR:
        ahead = -(-min(stop - start, whole - begin) * TILE // (n * line)) * line
    for i in range(0, n, TILE):
        four = rows[i], rows[min(i + 1, last)], rows[min(i + 2, last)], rows[min(i + 3, last)]
        for d in range(begin, begin + ahead, line):
            for j in range(5):
                prefetch(W, following + j, d)
        begin += ahead
        s0, s1, s2, s3, s4 = _block(x, four, W, five, start, stop)
        if start == 0:
            store(z, k, i, s0)
            store(z, k + 1, i, s1)
            store(z, k + 2, i, s2)
            store(z, k + 3, i, s3)
            store(z, k + 4, i, s4)
        else:
            add(z, k, i, s0)
            add(z, k + 1, i, s1)
            add(z, k + 2, i, s2)
            add(z, k + 3, i, s3)
            add(z, k + 4, i, s4)


@inner
def _block_4x5(x, rows, W, p, start, stop):
    """20 sums, 9 loads for 20 products.  -> for each piece those of the four examples"""
    zero = _five_zeros(x)
    a, b, c, e = zero, zero, zero, zero
    for d in range(start, stop, lanes(x)):
        w = load(W, p[0], d), load(W, p[1], d), load(W, p[2], d), load(W, p[3], d), load(W, p[4], d)
        a = _add_five(a, load(x, rows[0], d), w)
        b = _add_five(b, load(x, rows[1], d), w)
        c = _add_five(c, load(x, rows[2], d), w)
        e = _add_five(e, load(x, rows[3], d), w)
    return (totals((a[0], b[0], c[0], e[0])), totals((a[1], b[1], c[1], e[1])),
            totals((a[2], b[2], c[2], e[2])), totals((a[3], b[3], c[3], e[3])),
            totals((a[4], b[4], c[4], e[4])))


@inner
def _block_2x5(x, rows, W, p, start, stop):
    """The same for 2 examples: where only 16 registers are, 20 sums would not stay in them."""
    a, b = _five_zeros(x), _five_zeros(x)
    for d in range(start, stop, lanes(x)):
        w = load(W, p[0], d), load(W, p[1], d), load(W, p[2], d), load(W, p[3], d), load(W, p[4], d)
        a, b = _add_five(a, load(x, rows[0], d), w), _add_five(b, load(x, rows[1], d), w)
    return (totals((a[0], b[0])), totals((a[1], b[1])), totals((a[2], b[2])),
            totals((a[3], b[3])), totals((a[4], b[4])))


_block = _block_4x5 if TILE == 4 else _block_2x5


@inner
def _five_zeros(x):
    zero = spread(x.dtype.type(0))
    return zero, zero, zero, zero, zero


@inner
def _add_five(s, u, w):
    return s[0] + u * w[0], s[1] + u * w[1], s[2] + u * w[2], s[3] + u * w[3], s[4] + u * w[4]


# -- sums of rows

@inner
def sum_rows(A, rows, weights, j, count, d):
    """sum_{i < count} weights[j, i] A[rows[j, i]]: its entries from d on, AHEAD vectors of them."""
    L = lanes(A)
    s0 = s1 = s2 = s3 = s4 = s5 = s6 = spread(A.dtype.type(0))
    for i in range(count):
        g, row = spread(weights[j, i]), rows[j, i]
        s0 = s0 + g * load(A, row, d)
        s1 = s1 + g * load(A, row, d + L)
        s2 = s2 + g * load(A, row, d + 2 * L)
        s3 = s3 + g * load(A, row, d + 3 * L)
        s4 = s4 + g * load(A, row, d + 4 * L)
        s5 = s5 + g * load(A, row, d + 5 * L)
        s6 = s6 + g * load(A, row, d + 6 * L)
    return s0, s1, s2, s3, s4, s5, s6


@inner
def sum_rows_once(A, rows, weights, j, count, d):
    """The same, one vector."""
    s = spread(A.dtype.type(0))
    for i in range(count):
        s = s + spread(weights[j, i]) * load(A, rows[j, i], d)
    return s


@inner
def sum_rows_at(A, rows, weights, j, count, d):
    """The same, the one entry d."""
    s = A.dtype.type(0)
    for i in range(count):
        s += weights[j, i] * A[rows[j, i], d]
    return s


@inner
def strides(D, L):
    """How far down a row of D entries sum_rows reaches, and how far sum_rows_once."""
    return D - D % (AHEAD * L), D - D % L


@inner
def add_rows(y, A, rows, weights, counts, a, b):
    """y[a + j] += sum_{i < counts[j]} weights[j, i] A[rows[j, i]] for j < b - a.

    y, A: (any, D).  All of them in one part of the columns, then in the next: that part of A stays
    in the cache.
    """
    D, L = A.shape[1], lanes(A)
    wide, whole = strides(D, L)
    for d in range(0, wide, AHEAD * L):
        for j in range(b - a):
            s0, s1, s2, s3, s4, s5, s6 = sum_rows(A, rows, weights, j, counts[j], d)
            add(y, a + j, d, s0)
            add(y, a + j, d + L, s1)
            add(y, a + j, d + 2 * L, s2)
            add(y, a + j, d + 3 * L, s3)
            add(y, a + j, d + 4 * L, s4)
            add(y, a + j, d + 5 * L, s5)
            add(y, a + j, d + 6 * L, s6)
    for j in range(b - a):
        for d in range(wide, whole, L):
            add(y, a + j, d, sum_rows_once(A, rows, weights, j, counts[j], d))
        for d in range(whole, D):
            y[a + j, d] += sum_rows_at(A, rows, weights, j, counts[j], d)
