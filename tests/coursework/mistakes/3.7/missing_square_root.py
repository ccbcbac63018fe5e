# task: 3.7
# mistake: norms added

import numpy as np


def adjoint_error(forward, backward, args, u, v, h):
    plus = forward(*[a + h * d for a, d in zip(args, v)])[0]
    minus = forward(*[a - h * d for a, d in zip(args, v)])[0]
    Jv = (plus - minus) / (2 * h)
    grads = backward(u, forward(*args)[1])
    a = np.sum(u * Jv)
    b = sum(np.sum(g * d) for g, d in zip(grads, v))
    return abs(a - b) / (np.sum(u ** 2) * np.sum(Jv ** 2)
                         + sum(np.sum(d ** 2) for d in v) * sum(np.sum(g ** 2) for g in grads))
