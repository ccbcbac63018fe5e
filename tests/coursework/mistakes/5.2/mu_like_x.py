# task: 5.2
# mistake: sign flipped

import numpy as np


def rbf_backward(grad_q, cache):
    x, mu, beta = cache
    N, C, D = len(x), len(mu), x.shape[1]
    gx, gm, gb = np.zeros_like(x), np.zeros_like(mu), np.zeros_like(mu)
    for n in range(N):
        for c in range(C):
            diff = x[n] - mu[c]
            gx[n] += grad_q[n, c] * -2 * beta[c] * diff
            gm[c] += grad_q[n, c] * -2 * beta[c] * diff
            gb[c] -= grad_q[n, c] * beta[c] * diff ** 2
    return gx, gm, gb
