# task: 1.8
# mistake: worst and friendliest exchanged
# author: blind
import itertools
import numpy as np


def printed_adversarial_logistic(x, w, b, y, eps):
    return softplus(y * (eps * np.abs(w).sum() - x @ w - b)).mean()


def corner_losses(x, w, b, y, eps):
    low = np.full(len(x), np.inf)
    high = np.full(len(x), -np.inf)
    for eta in itertools.product((eps, -eps), repeat=x.shape[1]):
        loss = softplus(-y * ((x + np.array(eta)) @ w + b))
        low = np.minimum(low, loss)
        high = np.maximum(high, loss)
    return low, high
