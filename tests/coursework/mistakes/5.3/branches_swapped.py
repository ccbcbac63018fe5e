# task: 5.3
# mistake: 1 - exp(q) cancels | unstable

import numpy as np


def log1mexp(q):
    return np.where(q > -np.log(2), np.log1p(-np.exp(q)), np.log(-np.expm1(q)))
