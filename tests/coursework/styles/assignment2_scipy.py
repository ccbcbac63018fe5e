"""The softmax assignment by scipy, with masks, take_along_axis, and float64 within."""
from dataclasses import dataclass

import numpy as np
from scipy import special


@dataclass
class Cache:
    log_p: np.ndarray
    picked: np.ndarray


def log_softmax(s):
    return special.log_softmax(s.astype(np.float64), axis=-1).astype(s.dtype)


def softmax(s):
    return special.softmax(s, axis=1)


def softmax_cross_entropy_forward(s, y):
    log_p = special.log_softmax(s.astype(np.float64), axis=1)
    picked = np.asarray(y).reshape(-1, 1)
    J = -np.take_along_axis(log_p, picked, axis=1).sum() / picked.size
    return s.dtype.type(J), Cache(log_p.astype(s.dtype), picked)


def softmax_cross_entropy_backward(grad_J, cache):
    off = np.ones(cache.log_p.shape, dtype=bool)
    np.put_along_axis(off, cache.picked, False, axis=1)
    p = np.exp(cache.log_p)
    grad = np.where(off, p, 0)
    total = grad.sum(axis=1, keepdims=True)
    np.put_along_axis(grad, cache.picked, -total, axis=1)
    grad *= float(grad_J) / cache.picked.size
    return grad


def softmax_grad_x(x, W, b, y):
    scores = np.dot(x, W)
    scores += b
    _, cache = softmax_cross_entropy_forward(scores, y)
    return np.tensordot(softmax_cross_entropy_backward(1.0, cache), W, axes=([1], [1]))


def softmax_cross_entropy_direction(s, y):
    picked = np.asarray(y)[:, None]
    masked = np.ma.array(s, mask=np.arange(s.shape[1]) == picked)
    shifted = np.exp(np.subtract(s, masked.max(axis=1).filled()[:, None], where=~masked.mask,
                                 out=np.zeros_like(s)))
    shifted[masked.mask] = 0
    np.put_along_axis(shifted, picked, -shifted.sum(axis=1, keepdims=True), axis=1)
    return shifted


def _go(x, eta, eps, low, high):
    return np.clip(x + (eps * eta).astype(x.dtype), low, high)


def sign_step(x, g, eps, low, high):
    return _go(x, (g > 0).astype(float) - (g < 0), eps, low, high)


def l2_step(x, g, eps, low, high):
    largest = np.max(np.abs(g), axis=1, keepdims=True)
    scaled = g / np.where(largest == 0, 1, largest)
    length = np.sqrt(np.einsum("nd,nd->n", scaled, scaled))[:, None]
    return _go(x, scaled / np.where(length == 0, 1, length), eps, low, high)


def l1_step(x, g, eps, low, high):
    rank = np.abs(g)
    share = (rank == np.amax(rank, axis=1)[:, None]).astype(float)
    share /= share.sum(axis=1)[:, None]
    return _go(x, np.copysign(share, g) * (g != 0), eps, low, high)


def fgsm(net, x, y=None, *, eps, norm=np.inf, targeted=False):
    towards = net.predict(x) if y is None else y
    g = np.negative(net.attack_direction(x, towards)) if targeted else (
        net.attack_direction(x, towards))
    limits = dict(low=-np.inf, high=np.inf)
    if np.isinf(norm):
        return sign_step(x, g, eps, **limits)
    return [l1_step, l2_step][int(norm) - 1](x, g, eps, **limits)
