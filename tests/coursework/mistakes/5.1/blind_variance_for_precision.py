# task: 5.1
# mistake: precision inverted
# author: blind
import numpy as np


def rbf_forward(x, mu, log_beta):
    sigma2 = np.exp(log_beta)
    d = x[:, None, :] - mu
    return -(d ** 2 / sigma2).sum(axis=2), (x, mu, sigma2)
