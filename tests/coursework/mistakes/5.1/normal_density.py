# task: 5.1
# mistake: a half too many

import numpy as np


def rbf_forward(x, mu, log_beta):
    beta = np.exp(log_beta)
    d = x[:, None, :] - mu
    q = -.5 * np.sum(beta * d ** 2, axis=2)
    return q, (x, mu, beta)
