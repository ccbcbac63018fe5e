# task: 4.5
# mistake: velocity not kept
# author: blind
import numpy as np


def adversarial_descent(loss_and_grads, theta, batches, *, alpha=.5, eps=.25, lr=.1, momentum=.5):
    theta = {name: p.copy() for name, p in theta.items()}
    for x, y in batches:
        velocity = {name: np.zeros_like(p) for name, p in theta.items()}
        J, gx, g = loss_and_grads(theta, x, y)
        J2, _, g2 = loss_and_grads(theta, x + eps * np.sign(gx), y)
        for name in theta:
            update_momentum(theta[name], velocity[name],
                            alpha * g[name] + (1 - alpha) * g2[name], lr, momentum)
    return theta
