# task: 5.3
# mistake: plus for minus

import numpy as np


def log1mexp(q):
    return np.logaddexp(0, q)
