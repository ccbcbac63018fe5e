# task: 2.7
# mistake: truth of an array
import numpy as np


def fgsm(net, x, y=None, *, eps, norm=np.inf, targeted=False):
    if not y:
        y = net.predict(x)
    g = net.attack_direction(x, y)
    if targeted:
        g = -g
    step = {np.inf: sign_step, 2: l2_step, 1: l1_step}[norm]
    return step(x, g, eps, -np.inf, np.inf)
