# task: 4.2
# mistake: velocity of the other sign

def update_momentum(theta, velocity, grad, lr, momentum):
    # v = m v + lr g ; theta = theta - v   as on the slides
    velocity *= momentum
    velocity += lr * grad
    theta -= velocity
