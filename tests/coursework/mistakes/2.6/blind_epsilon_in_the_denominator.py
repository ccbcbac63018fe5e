# task: 2.6
# mistake: padded | unstable
# author: blind
import numpy as np


def sign_step(x, g, eps, low, high):
    return np.minimum(np.maximum(x + eps * np.sign(g), low), high)


def l2_step(x, g, eps, low, high):
    norm = np.sqrt((g ** 2).sum(axis=1, keepdims=True))
    eta = eps * g / (norm + 1e-12)
    return np.minimum(np.maximum(x + eta, low), high)


def l1_step(x, g, eps, low, high):
    size = np.abs(g)
    tie = (size == size.max(axis=1, keepdims=True)).astype(float)
    tie /= tie.sum(axis=1, keepdims=True)
    return np.minimum(np.maximum(x + eps * np.sign(g) * tie, low), high)
