# task: 5.1
# mistake: precision squared

import numpy as np


def rbf_forward(x, mu, log_beta):
    beta = np.exp(log_beta)
    q = np.zeros((len(x), len(mu)), dtype=x.dtype)
    for c in range(len(mu)):
        q[:, c] = -((beta[c] * (x - mu[c])) ** 2).sum(axis=1)
    return q, (x, mu, beta)
