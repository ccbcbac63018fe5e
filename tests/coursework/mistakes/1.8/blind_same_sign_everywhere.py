# task: 1.8
# mistake: not all corners
# author: blind
import numpy as np


def printed_adversarial_logistic(x, w, b, y, eps):
    return softplus(y * (eps * np.abs(w).sum() - x @ w - b)).mean()


def corner_losses(x, w, b, y, eps):
    up = softplus(-y * ((x + eps) @ w + b))
    down = softplus(-y * ((x - eps) @ w + b))
    return np.maximum(up, down), np.minimum(up, down)
