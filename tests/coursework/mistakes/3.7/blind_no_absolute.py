# task: 3.7
# mistake: absolute value missing
# author: blind
import numpy as np


def adjoint_error(forward, backward, args, u, v, h):
    plus = forward(*[p + h * q for p, q in zip(args, v)])[0]
    minus = forward(*[p - h * q for p, q in zip(args, v)])[0]
    Jv = (plus - minus) / (2 * h)
    _, cache = forward(*args)
    JTu = backward(u, cache)
    a = np.sum(u * Jv)
    b = sum(np.sum(g * q) for g, q in zip(JTu, v))
    size = lambda arrays: np.sqrt(sum(np.sum(t ** 2) for t in arrays))
    return (a - b) / (size([u]) * size([Jv]) + size(v) * size(JTu))
