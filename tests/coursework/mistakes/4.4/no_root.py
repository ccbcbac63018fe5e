# task: 4.4
# mistake: another norm

import numpy as np


def update_max_norm(W, limit):
    size = (W ** 2).sum(axis=0)
    long = size > limit
    W[:, long] = W[:, long] * limit / size[long]
