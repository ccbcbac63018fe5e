# task: 5.3
# mistake: padded

import numpy as np


def log1mexp(q):
    p = np.exp(q)
    return np.log(np.clip(1 - p, 1e-10, 1))
