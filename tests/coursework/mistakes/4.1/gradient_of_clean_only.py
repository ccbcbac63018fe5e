# task: 4.1
# mistake: one term alone

import numpy as np


def adversarial(net, x, y, masks=None, *, alpha=.5, eps=.25):
    loss, dx, grads = net.loss_and_grads(x, y, masks=masks)
    adv_loss, _, _ = net.loss_and_grads(x + eps * np.sign(dx), y, masks=masks)
    return alpha * loss + (1 - alpha) * adv_loss, grads
