# task: 4.2
# mistake: lr outside the velocity

import numpy as np


def update_momentum(theta, velocity, grad, lr, momentum):
    np.copyto(velocity, momentum * velocity - grad)
    theta += lr * velocity
