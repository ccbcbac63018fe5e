# task: 4.5
# mistake: one term alone

import numpy as np


def adversarial_descent(loss_and_grads, theta, batches, *, alpha=.5, eps=.25, lr=.1, momentum=.5):
    params = {k: v.copy() for k, v in theta.items()}
    v = {k: np.zeros_like(p) for k, p in params.items()}
    for x, y in batches:
        gx = loss_and_grads(params, x, y)[1]
        g = loss_and_grads(params, x + eps * np.sign(gx), y)[2]
        for k in params:
            update_momentum(params[k], v[k], g[k], lr, momentum)
    return params
