# task: 3.7
# mistake: output for its change

import numpy as np


def adjoint_error(forward, backward, args, u, v, h):
    out, cache = forward(*args)
    grads = backward(u, cache)
    a = np.sum(u * out)
    b = sum(np.sum(g * d) for g, d in zip(grads, v))
    sizes = (np.linalg.norm(u) * np.linalg.norm(out)
             + np.sqrt(sum((d ** 2).sum() for d in v)) * np.sqrt(sum((g ** 2).sum() for g in grads)))
    return abs(a - b) / sizes
