# task: 3.7
# mistake: one-sided difference
# author: blind
import numpy as np


def adjoint_error(forward, backward, args, u, v, h):
    here, cache = forward(*args)
    there, _ = forward(*(arg + h * d for arg, d in zip(args, v)))
    Jv = (there - here) / h
    grads = backward(u, cache)
    a = np.vdot(u, Jv)
    b = sum(np.vdot(g, d) for g, d in zip(grads, v))
    flat = lambda arrays: np.concatenate([t.ravel() for t in arrays])
    below = (np.linalg.norm(u) * np.linalg.norm(Jv)
             + np.linalg.norm(flat(v)) * np.linalg.norm(flat(grads)))
    return abs(a - b) / below
