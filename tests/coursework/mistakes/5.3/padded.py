# task: 5.3
# mistake: padded

import numpy as np


def log1mexp(q):
    return np.log(1 - np.exp(q) + 1e-12)
