# task: 4.4
# mistake: entries clipped
# author: blind
import numpy as np


def update_max_norm(W, limit):
    np.clip(W, -limit, limit, out=W)
