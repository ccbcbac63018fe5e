# task: 5.3
# mistake: 1 - exp(q) cancels | digits lost
# author: blind
import numpy as np


def log1mexp(q):
    with np.errstate(divide="ignore"):
        result = np.log1p(-np.exp(q))
    return result
