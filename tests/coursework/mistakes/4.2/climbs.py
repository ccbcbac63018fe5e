# task: 4.2
# mistake: up the loss

def update_momentum(theta, velocity, grad, lr, momentum):
    velocity[...] = momentum * velocity + lr * grad
    theta += velocity
