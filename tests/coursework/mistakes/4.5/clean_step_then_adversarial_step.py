# task: 4.5
# mistake: two steps a batch

import numpy as np


def adversarial_descent(loss_and_grads, theta, batches, *, alpha=.5, eps=.25, lr=.1, momentum=.5):
    theta = {k: v.copy() for k, v in theta.items()}
    vel = {k: np.zeros_like(v) for k, v in theta.items()}
    for x, y in batches:
        _, gx, g = loss_and_grads(theta, x, y)
        for k in theta:
            update_momentum(theta[k], vel[k], alpha * g[k], lr, momentum)
        _, _, g = loss_and_grads(theta, x + eps * np.sign(gx), y)
        for k in theta:
            update_momentum(theta[k], vel[k], (1 - alpha) * g[k], lr, momentum)
    return theta
