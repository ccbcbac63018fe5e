# task: 4.1
# mistake: mask forgotten

import numpy as np


def adversarial(net, x, y, masks=None, *, alpha=.5, eps=.25):
    J, grad_x, grads = net.loss_and_grads(x, y, masks=masks)
    x_adv = x + eps * np.sign(grad_x)
    J_adv, _, grads_adv = net.loss_and_grads(x_adv, y)
    mix = lambda u, v: alpha * u + (1 - alpha) * v
    return mix(J, J_adv), {n: mix(grads[n], grads_adv[n]) for n in grads}
