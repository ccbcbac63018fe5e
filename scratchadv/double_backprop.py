"""Double backpropagation: the gradient in theta of a number that is made of grad_x J.  [sec. 6]

    T(theta) = sum_n a_n . grad_x J_n,    the a_n held,

is the derivative of J along a at x. Beside every h goes its tangent dh, the derivative of h along
a; with ds that of the scores, T = sum r . ds, r = grad_s J. All that is then differentiated
backwards. With winners and masks fixed, affine, maxout, ReLU and dropout layers are linear, and
their backward functions serve the tangent as well, with dx in the place of x. A sigmoid and the
loss bend: they add a second derivative (`bend` in TANGENTS, CURVATURES). No difference is taken, so
no step is chosen and no kink is crossed.
[Drucker and LeCun 1992; Pearlmutter 1994; docs/derivations.md, 18]

N examples, D inputs, M units, K pieces, C classes.
"""
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy.special import expit

from scratchadv import checks, losses
from scratchadv.layers.activations import relu_forward, sigmoid_forward
from scratchadv.layers.affine import affine_forward, column_forward
from scratchadv.layers.dropout import dropout_forward
from scratchadv.layers.maxout import maxout_forward
from scratchadv.losses.softmax import softmax


def slope_and_grads(net, x, y, a, size, *, masks=None):
    """T = sum_n a_n . grad_x J_n / size_n of a Network, all but theta held.  -> T, {name: gradient}

    x, a: (N, D), y: (N,), size: (N, 1); J_n is example n's part of the mean J.  size is for rows
    whose gradient is so small that an `a` grown to match would overflow.
    ValueError: wrong x or y; not a mask, or None, for each layer; a or size of another shape;
    a size that is not finite and above 0; a layer or loss without a tangent here.
    """
    check_tangents(net)
    x, y = net.check(x, y)
    a, size = checks.as_array(a, "a"), checks.as_array(size, "size")
    if a.shape != x.shape or size.shape != (len(x), 1):
        raise ValueError(f"a must have shape {x.shape} as x has, and size {(len(x), 1)}, got "
                         f"{a.shape} and {size.shape}")
    if not (np.isfinite(size) & (size > 0)).all():
        raise ValueError(f"size must be finite and above 0, got {np.min(size)} to {np.max(size)}")
    s, ds, tape = _forward(net, x, a, net.check_masks(masks))
    _, loss_cache = net.loss_function.forward(s, y)
    size = size.reshape(len(s), *(s.ndim - 1) * [1])                     # as s: (N, 1) or (N,)
    r = net.loss_function.backward(1.0, loss_cache) / size
    grad_s = CURVATURES[net.loss_function](s, y, ds) / size
    return float((r * ds).sum()), _backward(net, grad_s, r, tape)


def _forward(net, x, dx, masks):
    """Every layer and its tangent.  -> s, ds, [(layer, cache, cache of the tangent, dx), ...]"""
    tape = []
    for layer, mask in zip(net.layers, masks):
        x, cache = layer.forward(x, mask)
        dh, tangent_cache = TANGENTS[layer.pair[0]].forward(dx, cache)
        tape.append((layer, cache, tangent_cache, dx))
        dx = dh
    return x, dx, tape


def _backward(net, grad_h, grad_dh, tape):
    """What reaches theta through h and through dh.  -> {name: gradient}"""
    grads = []
    for layer, cache, tangent_cache, dx in reversed(tape):
        grad_x, grad_theta = layer.backward(grad_h, cache)
        grad_dx, through_dh = layer.backward(grad_dh, tangent_cache)
        tangent = TANGENTS[layer.pair[0]]
        if tangent.bend:
            grad_x = grad_x + tangent.bend(grad_dh, dx, cache)
        grads = [*(grad + through_dh[name] if name in tangent.theta else grad
                   for name, grad in grad_theta.items()), *grads]
        grad_h, grad_dh = grad_x, grad_dx
    return dict(zip(net.parameters(), grads))


# -- tangents: dx -> the layer's derivative along dx, and the cache for that map's backward pass

def affine_tangent(dx, cache):
    """dz = dx W.  dx: (N, D) -> (N, M)."""
    _, W = cache
    return affine_forward(dx, W, np.zeros(W.shape[1], W.dtype))


def maxout_tangent(dx, cache):
    """dh_m = dx W_mk, k the piece that won at x.  dx: (N, D) -> (N, M)."""
    affine_cache, (winner, K), shape = cache
    dz, affine_cache = affine_tangent(dx, affine_cache)                  # (N, M*K)
    dz = dz.reshape(*winner.shape, K)
    dh = np.take_along_axis(dz, winner[:, :, None], axis=2)[:, :, 0]     # (N, M)
    return dh, (affine_cache, (winner, K), shape)


def dropout_tangent(dx, mask):
    """dx under the same mask."""
    return (dx if mask is None else dx * mask), mask


def column_tangent(dz, cache):
    """dz: (N, 1) -> (N,)."""
    return dz[:, 0], cache


def relu_tangent(dx, cache):
    """dx where x > 0, else 0."""
    return dx * (cache > 0), cache


def sigmoid_tangent(dx, cache):
    """sigma' dx, sigma' = sigma (1 - sigma)."""
    return dx * cache * (1 - cache), cache


def sigmoid_curvature(grad_dh, dx, cache):
    """sigma'' dx grad_dh: what the tangent adds to the gradient in x."""
    return grad_dh * dx * cache * (1 - cache) * (1 - 2 * cache)


class Tangent(NamedTuple):
    """The map dx -> dh beside a layer; the layer's own backward serves it."""

    forward: Callable                    # dx, cache -> dh, the cache of this map
    theta: tuple[str, ...] = ()          # parameters that it has: dz = dx W has no b
    bend: Callable | None = None         # of a layer that is not linear between its kinks:
    #                                      grad_dh, dx, cache -> what its tangent adds to grad_x


TANGENTS = {affine_forward: Tangent(affine_tangent, theta=("W",)),
            maxout_forward: Tangent(maxout_tangent, theta=("W",)),
            dropout_forward: Tangent(dropout_tangent), column_forward: Tangent(column_tangent),
            relu_forward: Tangent(relu_tangent),
            sigmoid_forward: Tangent(sigmoid_tangent, bend=sigmoid_curvature)}


# -- losses: the derivative of dJ/ds along ds

def softmax_curvature(s, y, ds):
    """p_c (ds_c - sum_j p_j ds_j) / N.  s, ds: (N, C), y: (N,) -> (N, C).

    ds is counted from the label's: where the net is sure of it, nothing large is left to cancel.
    """
    p, ds = softmax(s), ds - ds[np.arange(len(y)), y][:, None]           # (N, C), 0 at the label
    return p * (ds - (p * ds).sum(axis=1, keepdims=True)) / len(y)


def sigmoid_loss_curvature(s, y, ds):
    """sigma(s) sigma(-s) ds / N, of independent sigmoids and of the logistic loss.  -> as s."""
    return expit(s) * expit(-s) * ds / len(y)


CURVATURES = {losses.SOFTMAX: softmax_curvature, losses.SIGMOIDS: sigmoid_loss_curvature,
              losses.LOGISTIC: sigmoid_loss_curvature}


def check_tangents(net):
    """net as one whose layers and loss are ours, listed above.  -> net; ValueError otherwise."""
    why = "where a gradient goes through its grad_x"
    for layer in net.layers:
        if layer.pair[0] not in TANGENTS:
            pairs = ", ".join(each.__name__.removesuffix("_forward") for each in TANGENTS)
            raise ValueError(f"net must have layers of our pairs {pairs}, {why}, got one of the "
                             f"kind {layer.kind} with {layer.pair[0].__name__}")
    if net.loss_function not in CURVATURES:
        names = ", ".join(loss.name for loss in CURVATURES)
        raise ValueError(f"net must have one of our losses {names}, {why}, got "
                         f"{net.loss_function.name}")
    return net
