# task: 4.4
# mistake: unstable

import numpy as np


def update_max_norm(W, limit):
    norm = np.sqrt(np.square(W).sum(axis=0))
    W *= np.minimum(norm, limit) / norm
