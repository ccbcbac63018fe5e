# task: 4.1
# mistake: alpha for both | alpha in place of 1 - alpha | weights do not sum to 1
# author: blind
import numpy as np


def adversarial(net, x, y, masks=None, *, alpha=.5, eps=.25):
    J, grad_x, grads = net.loss_and_grads(x, y, masks=masks)
    x_adv = x + eps * np.sign(grad_x)
    J_adv, _, grads_adv = net.loss_and_grads(x_adv, y, masks=masks)
    return alpha * (J + J_adv), {k: alpha * (grads[k] + grads_adv[k]) for k in grads}
