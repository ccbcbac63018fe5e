# task: 5.2
# mistake: cache written into
import numpy as np


def rbf_forward(x, mu, log_beta):
    d = x[:, None, :] - mu
    beta = np.exp(log_beta)
    return -(beta * d ** 2).sum(axis=2), {"d": d, "beta": beta}


def rbf_backward(grad_q, cache):
    d, beta = cache["d"], cache["beta"]
    grad_log_beta = -(grad_q[:, :, None] * beta * d ** 2).sum(axis=0)
    d *= 2 * beta * grad_q[:, :, None]
    return -d.sum(axis=1), d.sum(axis=0), grad_log_beta
