# task: 5.1
# mistake: distance not squared

import numpy as np


def rbf_forward(x, mu, log_beta):
    beta = np.exp(log_beta)
    N, C = len(x), len(mu)
    q = np.empty((N, C), x.dtype)
    for n in range(N):
        for c in range(C):
            q[n, c] = -np.sqrt(np.sum(beta[c] * (x[n] - mu[c]) ** 2))
    return q, (x, mu, beta)
