# task: 4.2
# mistake: not in place

def update_momentum(theta, velocity, grad, lr, momentum):
    velocity *= momentum
    velocity -= lr * grad
    theta = theta + velocity
    return theta, velocity
