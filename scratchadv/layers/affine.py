"""Affine pair: z = x W + b, and the pair that reads its single column as a vector.

N examples, D inputs, M outputs.
"""


def affine_forward(x, W, b):
    """z = x W + b.  x: (N, D), W: (D, M), b: (M,) -> z: (N, M), cache."""
    z = x @ W + b                                     # (N, M)
    return z, (x, W)


def affine_grad_x(grad_z, cache):
    """The input gradient alone, grad_z W'.  grad_z: (N, M) -> grad_x: (N, D)."""
    _, W = cache
    return grad_z @ W.T                               # (N, D)


def affine_backward(grad_z, cache):
    """grad_z: (N, M) -> grad_x: (N, D), grad_W: (D, M), grad_b: (M,)."""
    x, _ = cache
    grad_x = affine_grad_x(grad_z, cache)
    grad_W = (grad_z.T @ x).T                         # (D, M): x' grad_z, in memory as W is
    grad_b = grad_z.sum(axis=0)
    return grad_x, grad_W, grad_b


def column_forward(z):
    """s = z_1, the one score w'x + b of a binary model.  z: (N, 1) -> s: (N,), cache."""
    return z[:, 0], None


def column_backward(grad_s, cache):
    """grad_s: (N,) -> grad_z: (N, 1)."""
    return grad_s[:, None]
