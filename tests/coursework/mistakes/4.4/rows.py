# task: 4.4
# mistake: norm over the wrong axis

import numpy as np


def update_max_norm(W, limit):
    norms = np.linalg.norm(W, axis=1, keepdims=True)
    W *= np.minimum(1, limit / np.maximum(norms, 1e-30))
