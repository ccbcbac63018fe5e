# task: 4.4
# mistake: per unit instead of per piece
# author: blind
import numpy as np


def update_max_norm(W, limit):
    axes = (0,) if W.ndim == 2 else (0, 2)
    norms = np.sqrt(np.sum(W * W, axis=axes, keepdims=True))
    W *= np.where(norms > limit, limit / np.maximum(norms, limit), 1).astype(W.dtype)
