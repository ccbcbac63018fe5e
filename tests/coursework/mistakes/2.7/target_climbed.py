# task: 2.7
# mistake: away from the target

import numpy as np


def fgsm(net, x, y=None, *, eps, norm=np.inf, targeted=False):
    if y is None:
        y = net.predict(x)
    g = net.attack_direction(x, y)
    if norm == np.inf:
        return sign_step(x, g, eps, -np.inf, np.inf)
    elif norm == 2:
        return l2_step(x, g, eps, -np.inf, np.inf)
    else:
        return l1_step(x, g, eps, -np.inf, np.inf)
