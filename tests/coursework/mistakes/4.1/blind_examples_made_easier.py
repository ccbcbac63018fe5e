# task: 4.1
# mistake: down the loss
# author: blind
import numpy as np


def adversarial(net, x, y, masks=None, *, alpha=.5, eps=.25):
    J, grad_x, grads = net.loss_and_grads(x, y, masks=masks)
    x_adv = x - eps * np.sign(grad_x)
    J_adv, _, adv_grads = net.loss_and_grads(x_adv, y, masks=masks)
    for name, g in adv_grads.items():
        adv_grads[name] = alpha * grads[name] + (1 - alpha) * g
    return alpha * J + (1 - alpha) * J_adv, adv_grads
