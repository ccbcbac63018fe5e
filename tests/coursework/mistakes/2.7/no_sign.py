# task: 2.7
# mistake: sign forgotten

import numpy as np


def fgsm(net, x, y=None, *, eps, norm=np.inf, targeted=False):
    if y is None:
        y = net.predict(x)
    g = net.attack_direction(x, y)
    if targeted:
        g = -g
    if norm == 2:
        return l2_step(x, g, eps, -np.inf, np.inf)
    if norm == 1:
        return l1_step(x, g, eps, -np.inf, np.inf)
    return x + eps * g
