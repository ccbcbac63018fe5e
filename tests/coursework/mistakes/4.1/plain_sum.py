# task: 4.1
# mistake: terms mixed up

import numpy as np


def adversarial(net, x, y, masks=None, *, alpha=.5, eps=.25):
    J, grad_x, grads = net.loss_and_grads(x, y, masks=masks)
    perturbation = eps * np.sign(grad_x)
    J2, _, grads2 = net.loss_and_grads(x + perturbation, y, masks=masks)
    out = dict()
    for name, g in grads.items():
        out[name] = g + alpha * grads2[name]
    return J + alpha * J2, out
