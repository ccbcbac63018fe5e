# task: 4.1
# mistake: alpha and 1 - alpha swapped
# author: blind
import numpy as np


def adversarial(net, x, y, masks=None, *, alpha=.5, eps=.25):
    J1, gx, g1 = net.loss_and_grads(x, y, masks=masks)
    J2, _, g2 = net.loss_and_grads(x + eps * np.sign(gx), y, masks=masks)
    J = (1 - alpha) * J1 + alpha * J2
    grads = {k: (1 - alpha) * g1[k] + alpha * g2[k] for k in g1}
    return J, grads
