# task: 4.1
# mistake: input modified

import numpy as np


def adversarial(net, x, y, masks=None, *, alpha=.5, eps=.25):
    J, grad_x, grads = net.loss_and_grads(x, y, masks=masks)
    x += (eps * np.sign(grad_x)).astype(x.dtype)
    J_adv, _, grads_adv = net.loss_and_grads(x, y, masks=masks)
    return (alpha * J + (1 - alpha) * J_adv,
            {n: alpha * grads[n] + (1 - alpha) * grads_adv[n] for n in grads})
