# task: 1.8
# mistake: maximum over the wrong axis | wrong shape
# author: blind
import itertools
import numpy as np


def printed_adversarial_logistic(x, w, b, y, eps):
    return softplus(y * (eps * np.abs(w).sum() - x @ w - b)).mean()


def corner_losses(x, w, b, y, eps):
    etas = np.array(list(itertools.product([-eps, eps], repeat=x.shape[1])))
    scores = (x @ w + b)[:, None] + (etas @ w)[None, :]
    losses = softplus(-y[:, None] * scores)
    return losses.max(axis=0), losses.min(axis=0)
