# task: 4.4
# mistake: all rescaled

import numpy as np


def update_max_norm(W, limit):
    norm = np.sqrt((W * W).sum(axis=0))
    norm[norm == 0] = 1
    W *= limit / norm
