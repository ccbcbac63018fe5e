# task: 4.2
# mistake: another method's momentum
# author: blind
import numpy as np


def update_momentum(theta, velocity, grad, lr, momentum):
    velocity *= momentum
    velocity -= lr * grad
    theta += momentum * velocity - lr * grad
