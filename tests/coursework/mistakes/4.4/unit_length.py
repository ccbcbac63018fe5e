# task: 4.4
# mistake: limit forgotten

import numpy as np


def update_max_norm(W, limit):
    norm = np.sqrt((W ** 2).sum(axis=0))
    big = norm > limit
    W[:, big] /= norm[big]
