# task: 2.7
# mistake: towards the label

import numpy as np


def fgsm(net, x, y=None, *, eps, norm=np.inf, targeted=False):
    if y is None:
        y = net.predict(x)
    g = net.attack_direction(x, y)
    step = {np.inf: sign_step, 2: l2_step, 1: l1_step}[norm]
    return step(x, g if targeted else -g, eps, -np.inf, np.inf)
