# task: 3.6
# mistake: gradients one layer off
# author: blind
import numpy as np


def chain_forward(x, layers):
    caches = []
    for f, back, theta in layers:
        x, c = f(x, *theta)
        caches.append((back, c))
    return x, caches


def chain_backward(grad_out, caches):
    L = len(caches)
    grad_inputs = [None] * L
    grad_thetas = [()] * L
    for k in range(L - 1, -1, -1):
        back, c = caches[k]
        grad_inputs[k] = grad_out
        grads = back(grad_out, c)
        grad_out = grads[0]
        grad_thetas[k] = tuple(grads[1:])
    return grad_inputs, grad_thetas
