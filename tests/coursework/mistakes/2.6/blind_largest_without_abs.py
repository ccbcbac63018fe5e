# task: 2.6
# mistake: absolute value missing | signs kept
# author: blind
import numpy as np


def sign_step(x, g, eps, low, high):
    return np.clip(x + eps * np.sign(g), low, high)


def l2_step(x, g, eps, low, high):
    eta = eps * unit_rows(g)
    return np.clip(x + eta, low, high)


def l1_step(x, g, eps, low, high):
    best = g == g.max(axis=1, keepdims=True)
    count = best.sum(axis=1, keepdims=True)
    eta = eps * np.sign(g) * best / count
    return np.clip(x + eta, low, high)
