# task: 4.2
# mistake: old velocity
# author: blind
import numpy as np


def update_momentum(theta, velocity, grad, lr, momentum):
    theta += velocity
    np.multiply(velocity, momentum, out=velocity)
    velocity -= lr * grad
