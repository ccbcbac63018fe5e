# task: 5.3
# mistake: 1 - exp(q) cancels | exp(q) lost beside 1 | digits lost | unstable
# author: blind
import numpy as np


def log1mexp(q):
    with np.errstate(divide="ignore"):
        return np.log(1 - np.exp(q))
