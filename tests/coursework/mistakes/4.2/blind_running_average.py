# task: 4.2
# mistake: averaged gradient
# author: blind
import numpy as np


def update_momentum(theta, velocity, grad, lr, momentum):
    velocity[...] = momentum * velocity - (1 - momentum) * lr * grad
    theta += velocity
