# task: 2.7
# mistake: predicted labels instead of true ones | prediction for the label
# author: blind
import numpy as np


def fgsm(net, x, y=None, *, eps, norm=np.inf, targeted=False):
    if not targeted:
        y = net.predict(x)
    g = net.attack_direction(x, y)
    sgn = -1 if targeted else 1
    step = sign_step if norm == np.inf else (l2_step if norm == 2 else l1_step)
    return step(x, sgn * g, eps, -np.inf, np.inf)
