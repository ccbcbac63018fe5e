# task: 5.1
# mistake: p for q

import numpy as np


def rbf_forward(x, mu, log_beta):
    beta = np.exp(log_beta)
    d = x[:, None, :] - mu
    out = np.exp(-(beta * d ** 2).sum(axis=2))
    return out, (x, mu, beta)
