"""The twinned functions, arguments for each in any size and memory layout, and what they return.

N examples, D inputs, M units, K pieces, C classes.
"""
import numpy as np

from scratchadv import optim
from scratchadv.attacks.fgsm import sign_step
from scratchadv.layers import affine, maxout, rbf
from scratchadv.losses import softmax

SIZES = {"odd": (5, 7, 4, 3, 6), "one example": (1, 7, 4, 3, 6), "one unit": (5, 7, 1, 3, 6),
         "one piece": (5, 7, 4, 1, 6), "one class": (5, 7, 4, 3, 1), "one of all": (1, 1, 1, 1, 1),
         "more than a vector": (37, 131, 19, 5, 10), "wide": (3, 5, 2, 11, 40)}
DTYPES = [np.float32, np.float64]


def updated(update, W, velocity, grad, lr, momentum, limit):
    """An in-place update as a function: W and velocity after it."""
    W, velocity = W.copy(order="K"), velocity.copy(order="K")
    update(W, velocity, grad, lr, momentum, limit)
    return W, velocity


def arguments(name, rng, dtype, sizes):
    """-> the twinned function (its definition in .definition), its arguments."""
    N, D, M, K, C = sizes

    def draw(*shape):
        return rng.standard_normal(shape).astype(dtype)

    rbf_cache = draw(N, D), draw(C, D), np.exp(draw(C, D))
    W, velocity, grad = (np.moveaxis(draw(M, K, D), -1, 0) for _ in range(3))
    maxout_cache = ((draw(N, D), W.reshape(D, M * K)), (rng.integers(0, K, (N, M)), K), W.shape)
    grad_h = draw(N, M) * rng.integers(0, 2, (N, M)).astype(dtype)       # half of it dropped
    return {
        "affine_forward": (affine.affine_forward, draw(N, D), draw(D, C), draw(C)),
        "affine_grad_x": (affine.affine_grad_x, draw(N, C), (draw(N, D), draw(D, C))),
        "maxout_forward": (maxout.maxout_forward, draw(N, D), W, draw(M, K)),
        "maxout_backward": (maxout.maxout_backward, grad_h, maxout_cache),
        "maxout_grad_x": (maxout.maxout_grad_x, grad_h, maxout_cache),
        "rbf_forward": (rbf.rbf_forward, draw(N, D), draw(C, D), draw(C, D)),
        "rbf_grad_x": (rbf.rbf_grad_x, draw(N, C), rbf_cache),
        "rbf_backward": (rbf.rbf_backward, draw(N, C), rbf_cache),
        "softmax_cross_entropy_forward": (softmax.softmax_cross_entropy_forward, draw(N, C),
                                          rng.integers(0, C, N)),
        "sign_step": (sign_step, draw(N, D), draw(N, D), .25, -1.0, np.inf),
        "update_momentum_max_norm": (optim.update_momentum_max_norm, W, velocity, grad,
                                     .1, .5, 1.5),
    }[name]


NAMES = ["affine_forward", "affine_grad_x", "maxout_forward", "maxout_backward", "maxout_grad_x",
         "rbf_forward", "rbf_grad_x", "rbf_backward", "softmax_cross_entropy_forward", "sign_step",
         "update_momentum_max_norm"]


def results(function, args):
    """Every array that comes out, those in the cache too, in one list."""
    out = updated(function, *args) if "update" in function.__name__ else function(*args)
    flat, todo = [], [out]
    while todo:
        value = todo.pop(0)
        if isinstance(value, tuple):
            todo = [*value, *todo]
        else:
            flat.append(value)
    return flat


LAYOUTS = ["fortran", "every second", "backwards", "misaligned"]


def relaid(a, layout):
    """a with equal entries, in another memory layout."""
    if layout == "fortran":
        return np.asfortranarray(a)
    if layout == "every second":
        wide = np.zeros((*a.shape[:-1], 2 * a.shape[-1]), a.dtype)
        wide[..., ::2] = a
        return wide[..., ::2]
    if layout == "backwards":
        return np.ascontiguousarray(a[::-1])[::-1]
    if layout == "misaligned":
        moved = np.zeros(a.nbytes + 1, np.uint8)[1:].view(a.dtype).reshape(a.shape)
        moved[...] = a
        return moved
    fixed = a.copy()
    fixed.flags.writeable = False
    return fixed


def relaid_all(value, layout):
    if isinstance(value, tuple):
        return tuple(relaid_all(inner, layout) for inner in value)
    return relaid(value, layout) if isinstance(value, np.ndarray) else value
