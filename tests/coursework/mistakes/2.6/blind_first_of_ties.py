# task: 2.6
# mistake: l1 puts all of eps on the first of equal entries
# author: blind
import numpy as np


def sign_step(x, g, eps, low, high):
    eta = eps * np.sign(g)
    return np.clip(x + eta, low, high)


def l2_step(x, g, eps, low, high):
    return np.clip(x + eps * unit_rows(g), low, high)


def l1_step(x, g, eps, low, high):
    x_adv = x.copy()
    for n in range(len(x)):
        d = np.argmax(np.abs(g[n]))
        x_adv[n, d] += eps * np.sign(g[n, d])
    return np.clip(x_adv, low, high)
