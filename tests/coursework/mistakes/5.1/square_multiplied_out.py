# task: 5.1
# mistake: digits lost

import numpy as np


def rbf_forward(x, mu, log_beta):
    beta = np.exp(log_beta)
    # (x - mu)^2 = x^2 - 2 x mu + mu^2, as matrix products
    q = -((x ** 2) @ beta.T - 2 * x @ (beta * mu).T + (beta * mu ** 2).sum(axis=1))
    return q, (x, mu, beta)
