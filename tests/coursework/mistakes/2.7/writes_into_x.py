# task: 2.7
# mistake: input modified

import numpy as np


def fgsm(net, x, y=None, *, eps, norm=np.inf, targeted=False):
    if y is None:
        y = net.predict(x)
    g = net.attack_direction(x, y)
    if targeted:
        g = -g
    steps = {np.inf: sign_step, 2: l2_step, 1: l1_step}
    x += steps[norm](x, g, eps, -np.inf, np.inf) - x
    return x
