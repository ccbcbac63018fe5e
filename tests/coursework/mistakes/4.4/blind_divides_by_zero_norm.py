# task: 4.4
# mistake: unstable
# author: blind
import numpy as np


def update_max_norm(W, limit):
    norms = np.sqrt((W ** 2).sum(axis=0))
    wanted = np.minimum(norms, limit)
    W[...] = W * (wanted / norms)
