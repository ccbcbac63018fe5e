# task: 4.1
# mistake: down the loss

import numpy as np


def adversarial(net, x, y, masks=None, *, alpha=.5, eps=.25):
    J, grad_x, grads = net.loss_and_grads(x, y, masks=masks)
    # gradient descent: minus
    x_adv = x - eps * np.sign(grad_x)
    J_adv, _, grads_adv = net.loss_and_grads(x_adv, y, masks=masks)
    beta = 1 - alpha
    return alpha * J + beta * J_adv, {n: alpha * grads[n] + beta * grads_adv[n] for n in grads}
