# task: 3.7
# mistake: norms added
# author: blind
import numpy as np


def tuple_norm(arrays):
    return sum(np.linalg.norm(t) for t in arrays)


def adjoint_error(forward, backward, args, u, v, h):
    right = forward(*(arg + h * d for arg, d in zip(args, v)))[0]
    left = forward(*(arg - h * d for arg, d in zip(args, v)))[0]
    Jv = (right - left) / (2 * h)
    out, cache = forward(*args)
    grads = backward(u, cache)
    a = np.sum(u * Jv)
    b = np.sum([np.sum(g * d) for g, d in zip(grads, v)])
    return abs(a - b) / (np.linalg.norm(u) * np.linalg.norm(Jv) + tuple_norm(v) * tuple_norm(grads))
