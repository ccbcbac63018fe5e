# task: 5.1
# mistake: log beta for beta

import numpy as np


def rbf_forward(x, mu, log_beta):
    d = x[:, None, :] - mu[None, :, :]
    q = -(log_beta * d ** 2).sum(axis=-1)
    return q, (x, mu, log_beta)
