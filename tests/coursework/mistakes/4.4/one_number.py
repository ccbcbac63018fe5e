# task: 4.4
# mistake: one norm for all

import numpy as np


def update_max_norm(W, limit):
    n = np.linalg.norm(W)
    if n > limit:
        W *= limit / n
