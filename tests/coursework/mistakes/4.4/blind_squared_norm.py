# task: 4.4
# mistake: square root forgotten | another norm
# author: blind
import numpy as np


def update_max_norm(W, limit):
    lengths = (W ** 2).sum(axis=0)
    too_long = lengths > limit
    W[:, too_long] *= limit / lengths[too_long]
