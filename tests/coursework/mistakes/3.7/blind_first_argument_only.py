# task: 3.7
# mistake: some arguments left out
# author: blind
import numpy as np


def adjoint_error(forward, backward, args, u, v, h):
    right = forward(*(arg + h * d for arg, d in zip(args, v)))[0]
    left = forward(*(arg - h * d for arg, d in zip(args, v)))[0]
    Jv = (right - left) / (2 * h)
    grads = backward(u, forward(*args)[1])
    a = (u * Jv).sum()
    b = (grads[0] * v[0]).sum()
    nv = np.sqrt(sum((d ** 2).sum() for d in v))
    ng = np.sqrt(sum((g ** 2).sum() for g in grads))
    return abs(a - b) / (np.linalg.norm(u) * np.linalg.norm(Jv) + nv * ng)
