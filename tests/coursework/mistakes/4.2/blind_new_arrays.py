# task: 4.2
# mistake: not in place | parameters unchanged
# author: blind
import numpy as np


def update_momentum(theta, velocity, grad, lr, momentum):
    velocity = momentum * velocity - lr * grad
    theta = theta + velocity
    return theta, velocity
