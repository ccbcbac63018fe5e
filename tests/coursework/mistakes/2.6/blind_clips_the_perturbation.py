# task: 2.6
# mistake: eta is clipped to low and high instead of x + eta
# author: blind
import numpy as np


def sign_step(x, g, eps, low, high):
    eta = np.clip(eps * np.sign(g), low, high)
    return x + eta


def l2_step(x, g, eps, low, high):
    eta = np.clip(eps * unit_rows(g), low, high)
    return x + eta


def l1_step(x, g, eps, low, high):
    size = np.abs(g)
    winners = size == size.max(axis=1, keepdims=True)
    eta = eps * np.sign(g) * winners / winners.sum(axis=1, keepdims=True)
    return x + np.clip(eta, low, high)
