"""A share of the batch through a maxout network, forward and back.

What network and losses say in NumPy, of the examples a to b - 1, share t, alone: threads
run it side by side. Results go into the rows a to b - 1 of a Pass. The way through the layers is
plain Python between compiled kernels, so there is little to compile.
N examples, D inputs, M units, K pieces, C classes, T shares.
"""
from typing import NamedTuple

import numpy as np

from scratchadv.kernels import affine
from scratchadv.kernels.columns import gather_columns
from scratchadv.kernels.jit import jit
from scratchadv.kernels.sparse import (
    INDEX, list_kept, maxout_forward, maxout_grad_x, maxout_update, update_piece,
)


class Weights(NamedTuple):
    """A layer and its velocities, a piece a row.  The top's classes are the pieces of one unit."""

    W: np.ndarray                                 # (M*K, D)
    b: np.ndarray                                 # (M, K)
    velocity_W: np.ndarray
    velocity_b: np.ndarray


class Masks(NamedTuple):
    """Dropout of the input and of the output of every maxout layer, with its lists."""

    x: np.ndarray                                 # (N, D)
    h: tuple                                      # (N, M), a layer each
    kept: tuple                                   # sparse.Kept, a layer each


class Pass(NamedTuple):
    """What a pass leaves at every layer, for the way back and for the update."""

    x: np.ndarray                                 # (N, D), after dropout
    h: tuple                                      # (N, M), after dropout
    winner: tuple                                 # (N, M)
    g: tuple                                      # (N, M): dJ/dh, of the h before dropout
    s: np.ndarray                                 # (N, C)
    grad_s: np.ndarray                            # (N, C)
    J: np.ndarray                                 # (N,), float64: the loss of each example


class Inside(NamedTuple):
    """What an objective has to do with h_k, the output of maxout layer k before its dropout."""

    kept: tuple                                   # lists of all units, a layer each
    whole: dict                                   # {k: (N, M)}, where all of h_k is to be left
    etas: dict                                    # {k: (N, M)}, what is added to h_k


NOTHING = Inside((), {}, {})


class Narrow(NamedTuple):
    """The columns of a batch that are not 0 throughout, side by side."""

    columns: np.ndarray
    x: np.ndarray                                 # (N, width): room for the inputs of a pass
    W: np.ndarray                                 # (M*K, width): of the first layer


def draw_masks(words, below, scales, masks, t, a, b):
    """layers.dropout.dropout_mask of a share, from its random words, and the lists of what is kept.

    words: (N, D), then (N, M) of each layer; below, scales: a number for each.
    """
    _mask(words[0], below[0], scales[0], masks.x, a, b)
    for i in range(len(masks.h)):
        _mask(words[i + 1], below[i + 1], scales[i + 1], masks.h[i], a, b)
    list_masks(masks, t, a, b)


@jit
def _mask(words, below, scale, mask, a, b):
    for n in range(a, b):
        for d in range(mask.shape[1]):
            mask[n, d] = scale if words[n, d] < below else 0


def list_masks(masks, t, a, b):
    """Fill in the lists of a share from its masks."""
    for mask, kept in zip(masks.h, masks.kept):
        list_kept(mask, kept, t, a, b)


def gather_weights(layers, narrow, t, T):
    """The columns of share t's units of the first layer, for all who want them."""
    rows = len(narrow.W)
    gather_columns(layers[0].W, narrow.columns, rows * t // T, rows * (t + 1) // T, narrow.W)


def direction(x, narrow, y, rows, layers, top, masks, done, grad_x, t, a, b):
    """Network.quick_direction or float32_direction.  -> grad_x (N, D)

    masks: those that drop nothing.  narrow: where x has columns that nobody uses, else None.  rows:
    that of one of LOSSES.
    """
    _forward(x, narrow, layers, top, masks, done, t, a, b)
    rows(done.s, y, done.grad_s, a, b)
    _backward(layers, top, masks, done, a, b)
    maxout_grad_x(done.g[0], done.winner[0], layers[0].W, layers[0].b.shape[1], a, b, grad_x)


def loss_and_grads(x, narrow, y, rows, weight, layers, top, masks, done, t, a, b, inside):
    """weight times the gradients of sum_n J_n at every maxout layer's output, in done.g."""
    _forward(x, narrow, layers, top, masks, done, t, a, b, inside)
    rows(done.s, y, weight, done.J, done.grad_s, a, b)
    _backward(layers, top, masks, done, a, b)


def grad_x(layers, masks, done, out, a, b):
    """After loss_and_grads: the gradient at the network's input.  -> out (N, D)"""
    maxout_grad_x(done.g[0], done.winner[0], layers[0].W, layers[0].b.shape[1], a, b, out)
    _times(out, masks.x, out, a, b)


def weigh(done, weight, a, b):
    """After loss_and_grads: weight times all its gradients."""
    for array in (*done.g, done.grad_s):
        _scale(array, weight, a, b)


@jit
def _scale(out, factor, a, b):
    for n in range(a, b):
        for d in range(out.shape[1]):
            out[n, d] *= factor


@jit
def sign_step(x, g, eps, out, a, b):
    """out = x + eps sign(g).  All (N, D)."""
    for n in range(a, b):
        for d in range(x.shape[1]):
            out[n, d] = x[n, d] + (eps if g[n, d] > 0 else -eps if g[n, d] < 0 else g[n, d])


def update(layers, top, masks, done, rates, t, T):
    """Momentum and max norm of the units of share t; done holds the terms of J.

    masks: a Masks for each term that there may be.
    """
    x, N = done.x, len(masks[0].x)
    for i, layer in enumerate(layers):
        M, kept = len(layer.b), tuple([each.kept[i] for each in masks])
        maxout_update(x, done.g[i], done.winner[i], kept, N, layer, rates,
                      M * t // T, M * (t + 1) // T)
        x = done.h[i]
    C = len(top.W)
    _affine_update(x, done.grad_s, top, rates, C * t // T, C * (t + 1) // T)


# -- through the layers

def _forward(x, narrow, layers, top, masks, done, t, a, b, inside=NOTHING):
    _times(x, masks.x, done.x, a, b)
    inputs = done.x
    for i in range(len(layers)):
        W, h = layers[i].W, done.h[i]
        h[a:b] = 0
        if i == 0 and narrow is not None:
            gather_columns(inputs, narrow.columns, a, b, narrow.x)
            inputs, W = narrow.x, narrow.W
        k = i + 1
        kept = inside.kept[i] if k in inside.whole else masks.kept[i]
        maxout_forward(inputs, W, layers[i].b, kept.rows[t], kept.count[t], h, done.winner[i])
        if k in inside.whole:
            inside.whole[k][a:b] = h[a:b]
        if k in inside.etas:
            _add(h, inside.etas[k], a, b)
        _times(h, masks.h[i], h, a, b)
        inputs = h
    affine.forward(inputs, top.W, top.b[0], a, b, done.s)


def _backward(layers, top, masks, done, a, b):
    """From done.grad_s to done.g."""
    last = len(layers) - 1
    affine.grad_x(done.grad_s, top.W, a, b, done.g[last])
    for i in range(last, -1, -1):
        _times(done.g[i], masks.h[i], done.g[i], a, b)
        if i > 0:
            maxout_grad_x(done.g[i], done.winner[i], layers[i].W, layers[i].b.shape[1], a, b,
                          done.g[i - 1])


@jit
def _times(x, mask, out, a, b):
    for n in range(a, b):
        for d in range(x.shape[1]):
            out[n, d] = x[n, d] * mask[n, d]


@jit
def _add(out, x, a, b):
    for n in range(a, b):
        for d in range(x.shape[1]):
            out[n, d] += x[n, d]


# -- the affine top: few classes, dense, a row each

@jit
def _affine_update(x, grad_s, top, rates, first, end):
    """Classes first to end - 1."""
    N = len(x)
    rows, weights = np.empty((1, N), INDEX), np.empty((1, N), x.dtype)
    for c in range(first, end):
        grad_b = x.dtype.type(0)
        for n in range(N):
            rows[0, n], weights[0, n] = n, grad_s[n, c]
            grad_b += grad_s[n, c]
        v = rates.momentum * top.velocity_b[0, c] - rates.lr * grad_b
        top.velocity_b[0, c] = v
        top.b[0, c] += v
        update_piece(top.W, top.velocity_W, c, x, rows, weights, np.int64(0), N, rates)
