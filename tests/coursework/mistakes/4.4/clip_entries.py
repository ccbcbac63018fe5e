# task: 4.4
# mistake: entries clipped

import numpy as np


def update_max_norm(W, limit):
    W[...] = np.clip(W, -limit, limit)
