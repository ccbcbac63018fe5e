# without: speed
"""The softmax assignment in plain loops, with math instead of numpy where it can be."""
import math

import numpy as np


def row_log_softmax(row):
    top = max(row)
    total = 0.0
    for score in row:
        total += math.exp(score - top)
    return [score - top - math.log(total) for score in row]


def log_softmax(s):
    out = np.empty(s.shape, dtype=s.dtype)
    for n in range(s.shape[0]):
        out[n] = row_log_softmax([float(v) for v in s[n]])
    return out


def softmax(s):
    out = log_softmax(s)
    for n in range(out.shape[0]):
        for c in range(out.shape[1]):
            out[n, c] = math.exp(out[n, c])
    return out


def softmax_cross_entropy_forward(s, y):
    log_p = log_softmax(s)
    losses = [-log_p[n, y[n]] for n in range(len(y))]
    return s.dtype.type(sum(losses) / len(losses)), {"scores": s, "labels": list(y)}


def softmax_cross_entropy_backward(grad_J, cache):
    s, labels = cache["scores"], cache["labels"]
    grad = np.zeros(s.shape, dtype=s.dtype)
    for n, label in enumerate(labels):
        p = [math.exp(v) for v in row_log_softmax([float(v) for v in s[n]])]
        rest = 0.0
        for c in range(len(p)):
            if c != label:
                grad[n, c] = p[c] * grad_J / len(labels)
                rest += p[c]
        grad[n, label] = -rest * grad_J / len(labels)
    return grad


def softmax_grad_x(x, W, b, y):
    N, D = x.shape
    C = len(b)
    s = np.zeros((N, C))
    for n in range(N):
        for c in range(C):
            s[n, c] = b[c] + sum(x[n, d] * W[d, c] for d in range(D))
    loss, cache = softmax_cross_entropy_forward(s, y)
    grad_s = softmax_cross_entropy_backward(1.0, cache)
    grad_x = np.zeros_like(x)
    for n in range(N):
        for d in range(D):
            for c in range(C):
                grad_x[n, d] += grad_s[n, c] * W[d, c]
    return grad_x


def softmax_cross_entropy_direction(s, y):
    out = np.zeros_like(s)
    for n, label in enumerate(y):
        others = [c for c in range(s.shape[1]) if c != label]
        rival = max(float(s[n, c]) for c in others)
        for c in others:
            out[n, c] = math.exp(float(s[n, c]) - rival)
        out[n, label] = -sum(math.exp(float(s[n, c]) - rival) for c in others)
    return out


def sign_of(value):
    if value > 0:
        return 1
    return -1 if value < 0 else 0


def sign_step(x, g, eps, low, high):
    out = np.empty_like(x)
    for index in np.ndindex(*x.shape):
        out[index] = min(max(x[index] + eps * sign_of(g[index]), low), high)
    return out


def l2_step(x, g, eps, low, high):
    out = np.empty_like(x)
    for n in range(len(x)):
        length = math.hypot(*g[n])
        for d in range(x.shape[1]):
            eta = eps * (g[n, d] / length) if length else 0
            out[n, d] = min(max(x[n, d] + eta, low), high)
    return out


def l1_step(x, g, eps, low, high):
    out = np.array(x)
    for n in range(len(x)):
        top = max(abs(v) for v in g[n])
        winners = [d for d in range(g.shape[1]) if abs(g[n, d]) == top]
        for d in winners:
            out[n, d] += eps * sign_of(g[n, d]) / len(winners)
        for d in range(g.shape[1]):
            out[n, d] = min(max(out[n, d], low), high)
    return out


def fgsm(net, x, y=None, *, eps, norm=np.inf, targeted=False):
    if y is None:
        y = net.predict(x)
    g = net.attack_direction(x, y)
    if targeted:
        g = [[-v for v in row] for row in g]
    g = np.array(g)
    if norm == 1:
        return l1_step(x, g, eps, -math.inf, math.inf)
    if norm == 2:
        return l2_step(x, g, eps, -math.inf, math.inf)
    return sign_step(x, g, eps, -math.inf, math.inf)
