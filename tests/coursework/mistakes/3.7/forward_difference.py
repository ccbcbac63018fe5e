# task: 3.7
# mistake: one-sided difference

import numpy as np


def adjoint_error(forward, backward, args, u, v, h):
    out, cache = forward(*args)
    moved = [a + h * d for a, d in zip(args, v)]
    Jv = (forward(*moved)[0] - out) / h
    Jtu = backward(u, cache)
    lhs = np.vdot(u, Jv)
    rhs = sum(np.vdot(g, d) for g, d in zip(Jtu, v))
    nu, nJv = np.linalg.norm(u), np.linalg.norm(Jv)
    nv = np.sqrt(sum(np.vdot(d, d) for d in v))
    nJtu = np.sqrt(sum(np.vdot(g, g) for g in Jtu))
    return abs(lhs - rhs) / (nu * nJv + nv * nJtu)
