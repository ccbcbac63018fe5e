# task: 3.6
# mistake: gradients in the other order
# author: blind
import numpy as np


def chain_forward(x, layers):
    caches = []
    for fwd, bwd, theta in layers:
        x, cache = fwd(x, *theta)
        caches.append((bwd, cache))
    return x, caches


def chain_backward(grad_out, caches):
    grad_inputs = []
    grad_thetas = []
    g = grad_out
    for bwd, cache in caches[::-1]:
        result = bwd(g, cache)
        g = result[0]
        grad_inputs.append(g)
        grad_thetas.append(tuple(result[1:]))
    return grad_inputs, grad_thetas
