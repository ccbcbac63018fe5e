# task: 4.5
# mistake: theta written into

import numpy as np


def adversarial_descent(loss_and_grads, theta, batches, *, alpha=.5, eps=.25, lr=.1, momentum=.5):
    velocity = {n: 0 * theta[n] for n in theta}
    for x, y in batches:
        _, grad_x, grads = loss_and_grads(theta, x, y)
        _, _, grads_adv = loss_and_grads(theta, x + eps * np.sign(grad_x), y)
        for n in theta:
            update_momentum(theta[n], velocity[n], alpha * grads[n] + (1 - alpha) * grads_adv[n],
                            lr, momentum)
    return theta
