# task: 5.3
# mistake: 1 - exp(q) cancels | exp(q) lost beside 1 | digits lost
# author: blind
import numpy as np


def log1mexp(q):
    with np.errstate(divide="ignore"):
        a = np.log(-np.expm1(q))
        b = np.log1p(-np.exp(q))
    return np.where(q < -np.log(2), a, b)
