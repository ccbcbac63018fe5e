# task: 4.2
# mistake: lr outside the velocity | lr on the velocity
# author: blind
import numpy as np


def update_momentum(theta, velocity, grad, lr, momentum):
    velocity *= momentum
    velocity -= grad
    theta += lr * velocity
