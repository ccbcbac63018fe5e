# task: 3.6
# mistake: cache written into


def chain_forward(x, layers):
    caches = []
    for forward, backward, theta in layers:
        x, cache = forward(x, *theta)
        caches.append((backward, cache))
    return x, caches


def chain_backward(grad_out, caches):
    grad_inputs, grad_thetas = [], []
    while caches:
        backward, cache = caches.pop()
        grad_out, *grad_theta = backward(grad_out, cache)
        grad_inputs.append(grad_out)
        grad_thetas.append(tuple(grad_theta))
    return grad_inputs[::-1], grad_thetas[::-1]
