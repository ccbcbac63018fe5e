# task: 4.1
# mistake: one term alone | clean loss
# author: blind
import numpy as np


def adversarial(net, x, y, masks=None, *, alpha=.5, eps=.25):
    loss_clean, grad_x, grads = net.loss_and_grads(x, y, masks=masks)
    perturbed = x + eps * np.sign(grad_x)
    loss_adv = net.loss_and_grads(perturbed, y, masks=masks)[0]
    return alpha * loss_clean + (1 - alpha) * loss_adv, grads
