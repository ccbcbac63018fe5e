# task: 2.6
# mistake: another norm's step
# author: blind
import numpy as np


def sign_step(x, g, eps, low, high):
    return np.clip(x + eps * np.sign(g), low, high)


def l2_step(x, g, eps, low, high):
    return np.clip(x + eps * unit_rows(g), low, high)


def l1_step(x, g, eps, low, high):
    l1 = np.abs(g).sum(axis=1, keepdims=True)
    return np.clip(x + eps * over(g, l1), low, high)
