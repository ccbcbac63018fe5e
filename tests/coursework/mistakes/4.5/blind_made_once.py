# task: 4.5
# mistake: adversarial examples of an older model
# author: blind
import numpy as np


def adversarial_descent(loss_and_grads, theta, batches, *, alpha=.5, eps=.25, lr=.1, momentum=.5):
    params = {k: v.copy() for k, v in theta.items()}
    vel = {k: np.zeros_like(v) for k, v in params.items()}
    adv = []
    for x, y in batches:
        gx = loss_and_grads(params, x, y)[1]
        adv.append(x + eps * np.sign(gx))
    for (x, y), x_adv in zip(batches, adv):
        g_clean = loss_and_grads(params, x, y)[2]
        g_adv = loss_and_grads(params, x_adv, y)[2]
        for k in params:
            update_momentum(params[k], vel[k], alpha * g_clean[k] + (1 - alpha) * g_adv[k],
                            lr, momentum)
    return params
