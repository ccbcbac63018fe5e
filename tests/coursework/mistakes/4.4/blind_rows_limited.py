# task: 4.4
# mistake: norm over the wrong axis
# author: blind
import numpy as np


def update_max_norm(W, limit):
    norms = np.sqrt((W ** 2).sum(axis=1, keepdims=True))
    factor = np.where(norms > limit, limit / np.maximum(norms, limit), 1)
    W *= factor.astype(W.dtype)
