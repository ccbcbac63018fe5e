# task: 4.1
# mistake: gradient in place of its sign | sign forgotten
# author: blind
import numpy as np


def adversarial(net, x, y, masks=None, *, alpha=.5, eps=.25):
    J, grad_x, grads = net.loss_and_grads(x, y, masks=masks)
    eta = eps * grad_x
    J_adv, _, grads_adv = net.loss_and_grads(x + eta, y, masks=masks)
    J_mix = alpha * J + (1 - alpha) * J_adv
    return J_mix, {n: alpha * grads[n] + (1 - alpha) * grads_adv[n] for n in grads}
