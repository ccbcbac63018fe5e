# task: 3.6
# mistake: stale cache
# author: blind
import numpy as np

tape = []


def chain_forward(x, layers):
    tape.clear()
    for forward, backward, theta in layers:
        x, cache = forward(x, *theta)
        tape.append((backward, cache))
    return x, tape


def chain_backward(grad_out, caches):
    grad_inputs, grad_thetas = [], []
    for backward, cache in reversed(tape):
        grads = backward(grad_out, cache)
        grad_out = grads[0]
        grad_inputs.insert(0, grad_out)
        grad_thetas.insert(0, tuple(grads[1:]))
    return grad_inputs, grad_thetas
