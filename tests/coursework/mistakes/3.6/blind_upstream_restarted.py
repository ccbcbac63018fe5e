# task: 3.6
# mistake: gradient not handed on
# author: blind
import numpy as np


def chain_forward(x, layers):
    caches = []
    for forward, backward, theta in layers:
        x, cache = forward(x, *theta)
        caches.append((backward, cache))
    return x, caches


def chain_backward(grad_out, caches):
    grad_inputs, grad_thetas = [], []
    for backward, cache in reversed(caches):
        grad_x, *grad_theta = backward(grad_out, cache)
        grad_inputs.insert(0, grad_x)
        grad_thetas.insert(0, tuple(grad_theta))
    return grad_inputs, grad_thetas
