# task: 4.1
# mistake: one term alone

import numpy as np


def adversarial(net, x, y, masks=None, *, alpha=.5, eps=.25):
    J, grad_x, grads = net.loss_and_grads(x, y, masks=masks)
    x_adv = x + eps * np.sign(grad_x)
    J_adv, grad_x, grads = net.loss_and_grads(x_adv, y, masks=masks)
    total = alpha * J + (1 - alpha) * J_adv
    # grads are those of the last pass
    mixed = {n: alpha * grads[n] + (1 - alpha) * grads[n] for n in grads}
    return total, mixed
