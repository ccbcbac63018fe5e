# task: 3.7
# mistake: not the inner product | matrix product for the inner product | another error
# author: blind
import numpy as np


def inner(p, q):
    return (p.T @ q).sum()


def adjoint_error(forward, backward, args, u, v, h):
    plus, _ = forward(*[arg + h * d for arg, d in zip(args, v)])
    minus, _ = forward(*[arg - h * d for arg, d in zip(args, v)])
    Jv = (plus - minus) / (2 * h)
    _, cache = forward(*args)
    grads = backward(u, cache)
    a = inner(u, Jv)
    b = sum(inner(grad, d) for grad, d in zip(grads, v))
    size_v = np.sqrt(sum((d ** 2).sum() for d in v))
    size_grads = np.sqrt(sum((grad ** 2).sum() for grad in grads))
    return abs(a - b) / (np.linalg.norm(u) * np.linalg.norm(Jv) + size_v * size_grads)
