"""The maxout assignment with fancy indices, generators and small classes for caches."""
from collections import namedtuple

import numpy as np

Affine = namedtuple("Affine", "x W")
Maxout = namedtuple("Maxout", "x W winner")


def central_difference(f, v, h):
    v = np.array(v, dtype=np.float64)
    grad = np.empty_like(v)
    for index in np.ndindex(v.shape):
        old = v[index]
        v[index] = old + h
        right = f(v)
        v[index] = old - h
        left = f(v)
        v[index] = old
        grad[index] = (right - left) / (2 * h)
    return grad


def affine_forward(x, W, b):
    return np.dot(x, W) + b, Affine(x, W)


def affine_backward(grad_z, cache):
    return affine_grad_x(grad_z, cache), np.dot(cache.x.T, grad_z), np.sum(grad_z, axis=0)


def affine_grad_x(grad_z, cache):
    return np.dot(cache.W, grad_z.T).T


def max_pieces_forward(z):
    N, M, _ = z.shape
    winner = np.argmax(z, axis=-1)
    n, m = np.ogrid[:N, :M]
    return z[n, m, winner], (z.shape, (n, m, winner))


def max_pieces_backward(grad_h, cache):
    shape, where = cache
    grad_z = np.zeros(shape, grad_h.dtype)
    grad_z[where] = grad_h
    return grad_z


def maxout_forward(x, W, b):
    z = np.tensordot(x, W, axes=(1, 0)) + b
    winner = z.argmax(axis=2)
    return z.max(axis=2), Maxout(x, W, winner)


def maxout_backward(grad_h, cache):
    x, W, winner = cache
    grad_x, grad_W = np.zeros_like(x), np.zeros_like(W)
    grad_b = np.zeros(W.shape[1:], W.dtype)
    for k in range(W.shape[2]):                  # the few pieces one after the other
        of_k = np.where(winner == k, grad_h, 0)
        grad_x += of_k @ W[:, :, k].T
        grad_W[:, :, k] = x.T @ of_k
        grad_b[:, k] = of_k.sum(axis=0)
    return grad_x, grad_W, grad_b


def dropout_mask(rng, shape, keep, scale, dtype):
    return rng.choice([0, scale], size=shape, p=[1 - keep, keep]).astype(dtype)


def dropout_forward(x, mask):
    out = x.copy()
    out *= mask
    return out, {"mask": mask}


def dropout_backward(grad_out, cache):
    return cache["mask"] * grad_out


def chain_forward(x, layers):
    caches = [None] * len(layers)
    for k, (forward, _, theta) in enumerate(layers):
        x, caches[k] = forward(x, *theta)
    return x, list(zip(layers, caches))


def chain_backward(grad_out, caches):
    grads = [grad_out]
    thetas = []
    for (_, backward, _), cache in caches[::-1]:
        result = tuple(backward(grads[-1], cache))
        grads.append(result[0])
        thetas.append(result[1:])
    return grads[:0:-1], thetas[::-1]


def adjoint_error(forward, backward, args, u, v, h):
    plus = forward(*map(lambda arg, d: arg + h * d, args, v))[0]
    minus = forward(*map(lambda arg, d: arg - h * d, args, v))[0]
    Jv = (plus - minus) * 0.5 / h
    grads = backward(u, forward(*args)[1])
    a, b = np.vdot(u, Jv), sum(map(np.vdot, grads, v))
    length = lambda arrays: np.sqrt(sum(np.vdot(array, array) for array in arrays))
    return abs(a - b) / (length([u]) * length([Jv]) + length(v) * length(grads))
