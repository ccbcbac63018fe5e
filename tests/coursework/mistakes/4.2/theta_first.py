# task: 4.2
# mistake: old velocity

def update_momentum(theta, velocity, grad, lr, momentum):
    theta += velocity
    velocity[:] = momentum * velocity - lr * grad
