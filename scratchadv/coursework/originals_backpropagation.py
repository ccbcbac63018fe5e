"""Functions of assignment 3 that the package has only within larger ones; the tests compare them.

A pair is forward(*args) -> out, cache and backward(grad_out, cache) -> gradients in args' order.
"""
import numpy as np


def central_difference(f, v, h):
    """(f(v + h e_i) - f(v - h e_i)) / 2h for every entry i of v.

    f: array of v's shape -> number;  v: any shape -> grad: the same shape, float64.
    """
    grad = np.zeros(v.shape)
    for i in np.ndindex(v.shape):
        step = np.zeros(v.shape)
        step[i] = h
        grad[i] = (f(v + step) - f(v - step)) / (2 * h)
    return grad


def dropout_mask(rng, shape, keep, scale, dtype):
    """Independent entries: `scale` with probability `keep`, else 0.

    -> mask: `shape`, of `dtype`
    """
    return (rng.random(shape) < keep) * np.asarray(scale, dtype)


def chain_forward(x, layers):
    """Through all layers.  x: the first one's input -> out, caches.

    layers: [(forward, backward, theta), ...] with out, cache = forward(x, *theta) and
    (grad_x, *grad_theta) = backward(grad_out, cache).  caches: whatever chain_backward needs.
    """
    caches = []
    for forward, backward, theta in layers:
        x, cache = forward(x, *theta)
        caches.append((backward, cache))
    return x, caches


def chain_backward(grad_out, caches):
    """Back through the layers that chain_forward ran.  -> grad_inputs, grad_thetas

    grad_inputs[k]: the gradient at the input of layer k, so that [0] is grad_x.
    grad_thetas[k]: a tuple, the gradients of layer k's theta; () where it has none.
    """
    grad_inputs, grad_thetas = [], []
    for backward, cache in reversed(caches):
        grad_out, *grad_theta = backward(grad_out, cache)
        grad_inputs.insert(0, grad_out)
        grad_thetas.insert(0, tuple(grad_theta))
    return grad_inputs, grad_thetas


def adjoint_error(forward, backward, args, u, v, h):
    """|a - b| / (|u| |Jv| + |v| |J'u|) with a = <u, Jv> and b = <J'u, v>.  -> number, 0 to 1

    out, cache = forward(*args);  backward(u, cache) gives J'u, a tuple of one array for each arg.
    args, v: tuples of arrays, shape for shape;  u: of out's shape.  Jv: the change of out along v,
    by a central difference of step h.  |.|: the l2 norm of all entries, of all arrays of a tuple.
    """
    right, left = (forward(*(arg + step * d for arg, d in zip(args, v)))[0] for step in (h, -h))
    Jv = (right - left) / (2 * h)
    grads = backward(u, forward(*args)[1])
    a, b = (u * Jv).sum(), sum((grad * d).sum() for grad, d in zip(grads, v))
    norm_v, norm_grads = (np.sqrt(sum((array ** 2).sum() for array in arrays))
                          for arrays in (v, grads))
    return abs(a - b) / (np.linalg.norm(u) * np.linalg.norm(Jv) + norm_v * norm_grads)
