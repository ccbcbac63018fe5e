# task: 3.6
# mistake: gradients in the other order
# author: blind
import numpy as np


def chain_forward(x, layers):
    out = x
    tape = []
    for layer in layers:
        out, c = layer[0](out, *layer[2])
        tape.append((layer[1], c))
    return out, tape


def chain_backward(grad_out, caches):
    inputs, thetas = [], []
    for backward, cache in reversed(caches):
        grad_out, *rest = backward(grad_out, cache)
        inputs = [grad_out] + inputs
        thetas.append(tuple(rest))
    return inputs, thetas
