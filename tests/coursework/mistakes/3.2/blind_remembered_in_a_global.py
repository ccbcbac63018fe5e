# task: 3.2
# mistake: stale cache
# author: blind
import numpy as np

last = {}


def affine_forward(x, W, b):
    last["x"] = x
    last["W"] = W
    return x @ W + b, None


def affine_backward(grad_z, cache):
    x, W = last["x"], last["W"]
    return grad_z @ W.T, x.T @ grad_z, grad_z.sum(axis=0)


def affine_grad_x(grad_z, cache):
    return grad_z @ last["W"].T
