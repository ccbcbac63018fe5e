# task: 1.8
# mistake: mended, not printed
# author: blind
import itertools
import numpy as np


def printed_adversarial_logistic(x, w, b, y, eps):
    penalty = eps * np.abs(w).sum()
    return softplus(penalty - y * (x @ w + b)).mean()


def corner_losses(x, w, b, y, eps):
    losses = []
    for signs in itertools.product([-1, 1], repeat=len(w)):
        moved = x + eps * np.array(signs)
        losses.append(softplus(-y * (moved @ w + b)))
    losses = np.array(losses)
    return losses.max(axis=0), losses.min(axis=0)
