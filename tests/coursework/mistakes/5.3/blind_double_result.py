# task: 5.3
# mistake: dtype lost
# author: blind
import numpy as np


def log1mexp(q):
    out = np.zeros(q.shape)
    small = q > -np.log(2)
    with np.errstate(divide="ignore"):
        out[small] = np.log(-np.expm1(q[small]))
    out[~small] = np.log1p(-np.exp(q[~small]))
    return out
