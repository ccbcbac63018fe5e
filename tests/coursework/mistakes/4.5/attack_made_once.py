# task: 4.5
# mistake: adversarial examples of an older model

import numpy as np


def adversarial_descent(loss_and_grads, theta, batches, *, alpha=.5, eps=.25, lr=.1, momentum=.5):
    theta = {k: v.copy() for k, v in theta.items()}
    vel = {k: np.zeros_like(v) for k, v in theta.items()}
    # make all adversarial examples first
    attacked = []
    for x, y in batches:
        _, gx, _ = loss_and_grads(theta, x, y)
        attacked.append(x + eps * np.sign(gx))
    for (x, y), xa in zip(batches, attacked):
        _, _, g = loss_and_grads(theta, x, y)
        _, _, ga = loss_and_grads(theta, xa, y)
        for k in theta:
            vel[k] = momentum * vel[k] - lr * (alpha * g[k] + (1 - alpha) * ga[k])
            theta[k] = theta[k] + vel[k]
    return theta
