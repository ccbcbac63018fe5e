# task: 5.1
# mistake: RBF sign | sign flipped
# author: blind
import numpy as np


def rbf_forward(x, mu, log_beta):
    beta = np.exp(log_beta)
    diff = x[:, None] - mu[None]
    q = (beta * diff ** 2).sum(axis=-1)
    return q, (x, mu, beta)
