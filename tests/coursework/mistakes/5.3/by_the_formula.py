# task: 5.3
# mistake: 1 - exp(q) cancels | unstable

import numpy as np


def log1mexp(q):
    return np.log(1 - np.exp(q))
