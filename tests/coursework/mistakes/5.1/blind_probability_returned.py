# task: 5.1
# mistake: p for q
# author: blind
import numpy as np


def rbf_forward(x, mu, log_beta):
    beta = np.exp(log_beta)
    dist = (beta * np.square(x[:, None, :] - mu)).sum(2)
    return np.exp(-dist), (x, mu, beta)
