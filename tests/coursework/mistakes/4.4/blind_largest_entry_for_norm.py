# task: 4.4
# mistake: another norm | max norm for l2 | largest entry for the norm
# author: blind
import numpy as np


def update_max_norm(W, limit):
    norm = np.max(np.abs(W), axis=0)
    factor = np.ones_like(norm)
    too_long = norm > limit
    factor[too_long] = limit / norm[too_long]
    W *= factor
