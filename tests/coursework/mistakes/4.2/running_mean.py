# task: 4.2
# mistake: averaged gradient

def update_momentum(theta, velocity, grad, lr, momentum):
    for i in range(len(theta)):
        velocity[i] = momentum * velocity[i] - (1 - momentum) * lr * grad[i]
        theta[i] = theta[i] + velocity[i]
