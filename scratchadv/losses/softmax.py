"""Softmax cross-entropy: J = -mean_n log p_y, p = softmax(s).

N examples, C classes; s are the scores (logits), y the class numbers 0..C-1.
"""
import numpy as np

from scratchadv.kernels import twin


def log_softmax(s):
    """log p_c = s_c - log sum_j exp(s_j), taken from t = s - max_j s_j.  s: (N, C) -> (N, C)."""
    t = s - s.max(axis=1, keepdims=True)
    return t - np.log(np.exp(t).sum(axis=1, keepdims=True))


def softmax(s):
    """p_c = exp(s_c) / sum_j exp(s_j).  s: (N, C) -> p: (N, C), rows sum to 1."""
    return np.exp(log_softmax(s))


@twin("softmax", labels="y")
def softmax_cross_entropy_forward(s, y):
    """J = -mean_n log p_y.  s: (N, C), y: (N,) -> J: (), cache."""
    log_p = log_softmax(s)                            # (N, C)
    J = -log_p[np.arange(len(y)), y].mean()
    return J, (log_p, y)


def softmax_cross_entropy_backward(grad_J, cache):
    """(p - onehot(y)) / N.  grad_J: () -> grad_s: (N, C).

    The label's entry is written as minus the sum of the others: p_y - 1 would round to 0 where the
    net is confident, the sum of the others does not.
    """
    log_p, y = cache
    N = len(y)
    grad_s = np.exp(log_p)                            # (N, C)
    grad_s[np.arange(N), y] = 0
    grad_s[np.arange(N), y] = -grad_s.sum(axis=1)
    return grad_s * (grad_J / N)


def softmax_cross_entropy_direction(s, y):
    """(p - onehot(y)) / max_{i != y} p_i, row by row.  s: (N, C), y: (N,) -> (N, C).

    Row n is exp(s_j - max_{i != y} s_i) for j != y and minus their sum for j = y: taken before
    anything can underflow, so the sign of the input gradient outlives any confidence.
    [sec. 4; docs/precision.md]
    """
    rows = np.arange(len(y))
    others = np.array(s)
    others[rows, y] = -np.inf
    d = np.exp(others - others.max(axis=1, keepdims=True))
    d[rows, y] = -d.sum(axis=1)
    return d


def softmax_cross_entropy_float32(s, y):
    """softmax(s) - onehot(y) in the paper's single precision, where p_y - 1 rounds to 0."""
    p = softmax(s.astype(np.float32))
    p[np.arange(len(y)), y] -= np.float32(1)
    return p
