# task: 2.7
# mistake: another norm's step | argument ignored | another norm's ball
# author: blind
import numpy as np


def fgsm(net, x, y=None, *, eps, norm=np.inf, targeted=False):
    if y is None:
        y = net.predict(x)
    g = net.attack_direction(x, y)
    direction = -1.0 if targeted else 1.0
    return x + direction * eps * np.sign(g)
