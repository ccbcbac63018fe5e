# task: 2.7
# mistake: norm ignored

import numpy as np


def fgsm(net, x, y=None, *, eps, norm=np.inf, targeted=False):
    if y is None:
        y = net.predict(x)
    sign = -1 if targeted else 1
    return x + sign * eps * np.sign(net.attack_direction(x, y))
