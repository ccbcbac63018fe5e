# task: 5.4
# mistake: 1 - exp(q) cancels | exp(q) lost beside 1 | digits lost | unstable
# author: blind
import numpy as np


def rbf_detectors_forward(q, y):
    p = np.exp(q)
    N, C = q.shape
    hot = np.arange(C) == y[:, None]
    with np.errstate(divide="ignore"):
        terms = np.where(hot, q, np.log(1 - p))
    return -terms.sum(axis=1).mean(), (q, y)
