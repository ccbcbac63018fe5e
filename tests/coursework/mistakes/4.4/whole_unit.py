# task: 4.4
# mistake: per unit instead of per piece

import numpy as np


def update_max_norm(W, limit):
    if W.ndim == 2:
        n = np.sqrt((W ** 2).sum(0))
        W *= np.where(n > limit, limit / n, 1)
    else:
        D, M, K = W.shape
        for m in range(M):
            n = np.sqrt((W[:, m, :] ** 2).sum())
            if n > limit:
                W[:, m, :] *= limit / n
