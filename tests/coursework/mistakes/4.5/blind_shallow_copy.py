# task: 4.5
# mistake: theta written into | input modified
# author: blind
import numpy as np


def adversarial_descent(loss_and_grads, theta, batches, *, alpha=.5, eps=.25, lr=.1, momentum=.5):
    params = dict(theta)
    velocity = {name: np.zeros(params[name].shape) for name in params}
    for x, y in batches:
        _, grad_x, clean = loss_and_grads(params, x, y)
        _, _, adv = loss_and_grads(params, x + eps * np.sign(grad_x), y)
        for name in params:
            grad = alpha * clean[name] + (1 - alpha) * adv[name]
            update_momentum(params[name], velocity[name], grad, lr, momentum)
    return params
