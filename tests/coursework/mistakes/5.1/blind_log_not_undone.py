# task: 5.1
# mistake: log beta for beta
# author: blind
import numpy as np


def rbf_forward(x, mu, log_beta):
    N, C = x.shape[0], mu.shape[0]
    q = np.zeros((N, C), dtype=x.dtype)
    for c in range(C):
        q[:, c] = -((x - mu[c]) ** 2 * log_beta[c]).sum(axis=1)
    return q, (x, mu, np.exp(log_beta))
