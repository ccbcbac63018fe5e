# task: 3.7
# mistake: sizes left out

import numpy as np


def adjoint_error(forward, backward, args, u, v, h):
    x_plus = tuple(args[i] + h * v[i] for i in range(len(args)))
    x_minus = tuple(args[i] - h * v[i] for i in range(len(args)))
    Jv = (forward(*x_plus)[0] - forward(*x_minus)[0]) / 2 / h
    _, cache = forward(*args)
    grads = backward(u, cache)
    a, b = (u * Jv).sum(), 0
    for g, d in zip(grads, v):
        b += (g * d).sum()
    return abs(a - b) / max(abs(a), abs(b))
