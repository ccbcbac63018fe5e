# task: 2.7
# mistake: away from the target
# author: blind
import numpy as np


def fgsm(net, x, y=None, *, eps, norm=np.inf, targeted=False):
    labels = net.predict(x) if y is None else y
    g = net.attack_direction(x, labels)
    if norm == np.inf:
        return sign_step(x, g, eps, -np.inf, np.inf)
    elif norm == 2:
        return l2_step(x, g, eps, -np.inf, np.inf)
    else:
        return l1_step(x, g, eps, -np.inf, np.inf)
