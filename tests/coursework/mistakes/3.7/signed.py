# task: 3.7
# mistake: absolute value missing

import numpy as np


def adjoint_error(forward, backward, args, u, v, h):
    plus = forward(*[a + h * d for a, d in zip(args, v)])[0]
    minus = forward(*[a - h * d for a, d in zip(args, v)])[0]
    Jv = (plus - minus) / (2 * h)
    grads = backward(u, forward(*args)[1])
    a = np.sum(u * Jv)
    b = sum(np.sum(g * d) for g, d in zip(grads, v))
    norm = lambda arrays: np.sqrt(sum(np.sum(q ** 2) for q in arrays))
    return -abs(b - a) / (norm([u]) * norm([Jv]) + norm(v) * norm(grads))
