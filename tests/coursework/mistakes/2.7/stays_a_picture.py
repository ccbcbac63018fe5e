# task: 2.7
# mistake: clipped to [0, 1]

import numpy as np


def fgsm(net, x, y=None, *, eps, norm=np.inf, targeted=False):
    labels = net.predict(x) if y is None else y
    g = net.attack_direction(x, labels) * (-1 if targeted else 1)
    if norm == 1:
        return l1_step(x, g, eps, 0, 1)
    return (l2_step if norm == 2 else sign_step)(x, g, eps, 0, 1)
