# task: 5.3
# mistake: exp(q) lost beside 1

import numpy as np


def log1mexp(q):
    return np.log(-np.expm1(q))
