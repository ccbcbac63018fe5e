# task: 4.2
# mistake: velocity of the other sign
# author: blind
import numpy as np


def update_momentum(theta, velocity, grad, lr, momentum):
    velocity[:] = momentum * velocity + lr * grad
    theta[:] = theta - velocity
