# task: 1.8
# mistake: not all corners
# author: blind
import itertools
import numpy as np


def printed_adversarial_logistic(x, w, b, y, eps):
    s = x @ w
    return np.mean(softplus(y * (eps * np.sum(np.abs(w)) - s - b)))


def corner_losses(x, w, b, y, eps):
    D = x.shape[1]
    all_losses = np.zeros((2 ** D, len(x)))
    for k in range(2 ** D):
        bits = np.array([(k >> d) & 1 for d in range(D)])
        all_losses[k] = softplus(-y * ((x + eps * bits) @ w + b))
    return all_losses.max(axis=0), all_losses.min(axis=0)
