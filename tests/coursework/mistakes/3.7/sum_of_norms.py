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
    norm_v = sum(np.linalg.norm(d) for d in v)
    norm_g = sum(np.linalg.norm(g) for g in grads)
    return abs(a - b) / (np.linalg.norm(u) * np.linalg.norm(Jv) + norm_v * norm_g)
