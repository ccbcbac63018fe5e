# task: 4.5
# mistake: one term alone
# author: blind
import numpy as np


def adversarial_descent(loss_and_grads, theta, batches, *, alpha=.5, eps=.25, lr=.1, momentum=.5):
    theta = {k: np.array(v) for k, v in theta.items()}
    v = {k: 0 * theta[k] for k in theta}
    for x, y in batches:
        _, gx, _ = loss_and_grads(theta, x, y)
        _, _, grads = loss_and_grads(theta, x + eps * np.sign(gx), y)
        for k in theta:
            update_momentum(theta[k], v[k], grads[k], lr, momentum)
    return theta
