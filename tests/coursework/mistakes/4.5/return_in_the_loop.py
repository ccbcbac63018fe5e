# task: 4.5
# mistake: only some batches

import numpy as np


def adversarial_descent(loss_and_grads, theta, batches, *, alpha=.5, eps=.25, lr=.1, momentum=.5):
    theta = {k: v.copy() for k, v in theta.items()}
    velocity = {k: np.zeros_like(v) for k, v in theta.items()}
    for x, y in batches:
        _, gx, a = loss_and_grads(theta, x, y)
        _, _, b = loss_and_grads(theta, x + eps * np.sign(gx), y)
        for k in theta:
            update_momentum(theta[k], velocity[k], alpha * a[k] + (1 - alpha) * b[k], lr, momentum)
        return theta
