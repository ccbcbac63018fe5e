# task: 3.7
# mistake: another error
# author: blind
import numpy as np


def adjoint_error(forward, backward, args, u, v, h):
    up, _ = forward(*(arg + h * d for arg, d in zip(args, v)))
    down, _ = forward(*(arg - h * d for arg, d in zip(args, v)))
    slope = (up - down) / (2 * h)
    _, cache = forward(*args)
    grads = backward(u, cache)
    a = (u * slope).sum()
    b = sum((g * d).sum() for g, d in zip(grads, v))
    return abs(a - b) / (abs(a) + abs(b))
