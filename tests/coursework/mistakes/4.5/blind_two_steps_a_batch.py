# task: 4.5
# mistake: two steps a batch
# author: blind
import numpy as np


def adversarial_descent(loss_and_grads, theta, batches, *, alpha=.5, eps=.25, lr=.1, momentum=.5):
    theta = {k: a.copy() for k, a in theta.items()}
    vel = {k: np.zeros_like(a) for k, a in theta.items()}
    for x, y in batches:
        _, gx, grads = loss_and_grads(theta, x, y)
        x_adv = x + eps * np.sign(gx)
        for k in theta:
            update_momentum(theta[k], vel[k], alpha * grads[k], lr, momentum)
        _, _, grads_adv = loss_and_grads(theta, x_adv, y)
        for k in theta:
            update_momentum(theta[k], vel[k], (1 - alpha) * grads_adv[k], lr, momentum)
    return theta
