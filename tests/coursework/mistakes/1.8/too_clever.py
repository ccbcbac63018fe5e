# task: 1.8
# mistake: mended, not printed

import itertools
import numpy as np


def printed_adversarial_logistic(x, w, b, y, eps):
    # the printed formula is wrong so this is the correct one
    return np.mean(softplus(eps * np.abs(w).sum() - y * (x @ w + b)))


def corner_losses(x, w, b, y, eps):
    all_losses = []
    for signs in itertools.product([-1, 1], repeat=len(w)):
        s = (x + eps * np.array(signs)) @ w + b
        all_losses.append(softplus(-y * s))
    return np.max(all_losses, axis=0), np.min(all_losses, axis=0)
