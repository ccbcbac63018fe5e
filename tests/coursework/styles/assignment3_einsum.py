"""The maxout assignment with einsum, one-hot winners and masks of comparisons."""
import numpy as np


def central_difference(f, v, h):
    steps = h * np.eye(v.size).reshape(v.size, *v.shape)
    return np.array([f(v + step) - f(v - step) for step in steps]).reshape(v.shape) / (2 * h)


def affine_forward(x, W, b):
    return np.einsum("nd,dm->nm", x, W) + b[None, :], (x, W)


def affine_backward(grad_z, cache):
    x, W = cache
    return (np.einsum("nm,dm->nd", grad_z, W), np.einsum("nd,nm->dm", x, grad_z),
            np.einsum("nm->m", grad_z))


def affine_grad_x(grad_z, cache):
    return np.einsum("nm,dm->nd", grad_z, cache[1])


def first_winner(z):
    largest = z == z.max(-1, keepdims=True)
    return largest & (np.cumsum(largest, axis=-1) == 1)


def max_pieces_forward(z):
    return np.maximum.reduce(z, axis=2), first_winner(z)


def max_pieces_backward(grad_h, won):
    return np.einsum("nm,nmk->nmk", grad_h, won.astype(grad_h.dtype))


def maxout_forward(x, W, b):
    z = np.einsum("nd,dmk->nmk", x, W, optimize=True) + b
    won = first_winner(z).astype(z.dtype)
    return np.einsum("nmk,nmk->nm", z, won), (x, W, won)


def maxout_backward(grad_h, cache):
    x, W, won = cache
    grad_z = grad_h[:, :, None] * won
    return (np.einsum("nmk,dmk->nd", grad_z, W, optimize=True),
            np.einsum("nd,nmk->dmk", x, grad_z, optimize=True), grad_z.sum(0))


def dropout_mask(rng, shape, keep, scale, dtype):
    return np.where(rng.uniform(0, 1, shape) >= keep, 0, scale).astype(dtype)


def dropout_forward(x, mask):
    return np.multiply(x, mask), mask.copy()


def dropout_backward(grad_out, mask):
    return np.multiply(grad_out, mask)


def chain_forward(x, layers):
    steps = []
    for forward, backward, theta in layers:
        x, cache = forward(x, *theta)
        steps.append(lambda grad, backward=backward, cache=cache: backward(grad, cache))
    return x, steps


def chain_backward(grad_out, steps):
    if not steps:
        return [], []
    grad_out, *theta = steps[-1](grad_out)
    grad_inputs, grad_thetas = chain_backward(grad_out, steps[:-1])
    return grad_inputs + [grad_out], grad_thetas + [tuple(theta)]


def adjoint_error(forward, backward, args, u, v, h):
    def flat(arrays):
        return np.concatenate([np.ravel(array) for array in arrays])

    def out(t):
        return forward(*[arg + t * d for arg, d in zip(args, v)])[0].ravel()

    Jv = (out(h) - out(-h)) / h / 2
    grads = flat(backward(u, forward(*args)[1]))
    size = np.linalg.norm(u) * np.linalg.norm(Jv) + np.linalg.norm(flat(v)) * np.linalg.norm(grads)
    return np.abs(u.ravel() @ Jv - grads @ flat(v)) / size
