# task: 5.3
# mistake: exp(q) lost beside 1 | digits lost | unstable
# author: blind
import numpy as np


def log1mexp(q):
    with np.errstate(divide="ignore", over="ignore"):
        return (q + np.log(np.expm1(-q))).astype(q.dtype)
