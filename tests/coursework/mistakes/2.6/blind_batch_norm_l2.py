# task: 2.6
# mistake: one norm for all | summed over the wrong axis
# author: blind
import numpy as np


def sign_step(x, g, eps, low, high):
    return np.clip(x + eps * np.sign(g), low, high)


def l2_step(x, g, eps, low, high):
    biggest = np.abs(g).max()
    h = g / biggest
    eta = eps * h / np.linalg.norm(h)
    return np.clip(x + eta, low, high)


def l1_step(x, g, eps, low, high):
    a = np.abs(g)
    top = a == a.max(axis=1, keepdims=True)
    eta = eps * np.sign(g) * top / top.sum(axis=1, keepdims=True)
    return np.clip(x + eta, low, high)
