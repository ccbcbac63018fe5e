# task: 4.2
# mistake: input modified

def update_momentum(theta, velocity, grad, lr, momentum):
    grad *= lr
    velocity *= momentum
    velocity -= grad
    theta += velocity
