# task: 4.2
# mistake: momentum's sign

def update_momentum(theta, velocity, grad, lr, momentum):
    velocity *= -momentum
    velocity -= lr * grad
    theta += velocity
