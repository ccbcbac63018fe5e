# task: 2.7
# mistake: clipped | clipped to [0, 1]
# author: blind
import numpy as np


def fgsm(net, x, y=None, *, eps, norm=np.inf, targeted=False):
    if y is None:
        y = net.predict(x)
    g = net.attack_direction(x, y)
    if targeted:
        g = -g
    steps = {np.inf: sign_step, 2: l2_step, 1: l1_step}
    return steps[norm](x, g, eps, 0.0, 1.0)
