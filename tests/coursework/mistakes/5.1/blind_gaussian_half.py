# task: 5.1
# mistake: factor 1/2 | a half too many
# author: blind
import numpy as np


def rbf_forward(x, mu, log_beta):
    beta = np.exp(log_beta)
    d = x[:, None, :] - mu[None, :, :]
    q = -0.5 * np.einsum("ncd,cd->nc", d ** 2, beta)
    return q, (x, mu, beta)
