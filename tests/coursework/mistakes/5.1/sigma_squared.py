# task: 5.1
# mistake: precision inverted

import numpy as np


def rbf_forward(x, mu, log_beta):
    beta = np.exp(log_beta)
    d = x[:, None, :] - mu[None, :, :]
    q = -(d ** 2 / beta).sum(-1)
    return q, (x, mu, beta)
