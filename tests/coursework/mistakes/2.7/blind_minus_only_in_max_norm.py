# task: 2.7
# mistake: away from the target
# author: blind
import numpy as np


def fgsm(net, x, y=None, *, eps, norm=np.inf, targeted=False):
    if y is None:
        y = net.predict(x)
    g = net.attack_direction(x, y)
    if norm == 1:
        return l1_step(x, g, eps, -np.inf, np.inf)
    if norm == 2:
        return l2_step(x, g, eps, -np.inf, np.inf)
    if targeted:
        return x - eps * np.sign(g)
    return x + eps * np.sign(g)
