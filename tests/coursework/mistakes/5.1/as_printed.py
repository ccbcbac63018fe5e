# task: 5.1
# mistake: RBF sign

import numpy as np


def rbf_forward(x, mu, log_beta):
    beta = np.exp(log_beta)
    diff = x[:, None] - mu[None]
    q = np.einsum("ncd,cd,ncd->nc", diff, beta, diff)
    return q, (x, mu, beta)
