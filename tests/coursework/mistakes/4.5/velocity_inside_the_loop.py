# task: 4.5
# mistake: velocity not kept

import numpy as np


def adversarial_descent(loss_and_grads, theta, batches, *, alpha=.5, eps=.25, lr=.1, momentum=.5):
    theta = dict((k, np.array(v)) for k, v in theta.items())
    for x, y in batches:
        J, dx, g = loss_and_grads(theta, x, y)
        J2, _, g2 = loss_and_grads(theta, x + eps * np.sign(dx), y)
        for name in theta:
            velocity = np.zeros_like(theta[name])
            update_momentum(theta[name], velocity, alpha * g[name] + (1 - alpha) * g2[name], lr,
                            momentum)
    return theta
