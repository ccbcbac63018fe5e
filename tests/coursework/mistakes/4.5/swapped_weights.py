# task: 4.5
# mistake: alpha and 1 - alpha swapped

import numpy as np


def adversarial_descent(loss_and_grads, theta, batches, *, alpha=.5, eps=.25, lr=.1, momentum=.5):
    params = {k: v.copy() for k, v in theta.items()}
    v = {k: np.zeros_like(p) for k, p in params.items()}
    for x, y in batches:
        _, gx, g_clean = loss_and_grads(params, x, y)
        _, _, g_adv = loss_and_grads(params, x + eps * np.sign(gx), y)
        for k in params:
            g = alpha * g_adv[k] + (1 - alpha) * g_clean[k]
            v[k] = momentum * v[k] - lr * g
            params[k] += v[k]
    return params
