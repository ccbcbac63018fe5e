# task: 4.1
# mistake: mask forgotten
# author: blind
import numpy as np


def adversarial(net, x, y, masks=None, *, alpha=.5, eps=.25):
    J, grad_x, grads = net.loss_and_grads(x, y, masks=masks)
    x_tilde = x + eps * np.sign(grad_x)
    J_tilde, _, grads_tilde = net.loss_and_grads(x_tilde, y)
    total = alpha * J + (1 - alpha) * J_tilde
    mixed = {}
    for name in grads:
        mixed[name] = alpha * grads[name] + (1 - alpha) * grads_tilde[name]
    return total, mixed
