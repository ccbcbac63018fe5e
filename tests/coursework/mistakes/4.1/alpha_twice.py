# task: 4.1
# mistake: terms mixed up

import numpy as np


def adversarial(net, x, y, masks=None, *, alpha=.5, eps=.25):
    a = net.loss_and_grads(x, y, masks=masks)
    b = net.loss_and_grads(x + eps * np.sign(a[1]), y, masks=masks)
    J = alpha * (a[0] + b[0])
    return J, {k: alpha * (a[2][k] + b[2][k]) for k in a[2]}
