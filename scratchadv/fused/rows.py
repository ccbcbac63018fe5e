"""The losses of fused, example by example: those of losses.softmax, then of losses.sigmoids.

s: (N, C), y: (N,); results go into the rows a to b - 1.  N examples, C classes.
"""
import math
from typing import Callable, NamedTuple

import numpy as np

from scratchadv.kernels.jit import jit_sums


class Rows(NamedTuple):
    """What a step asks of a loss."""

    loss_and_grad: Callable                       # (s, y, weight, J, grad_s, a, b)
    direction: Callable                           # (s, y, d, a, b)
    float32: Callable                             # (s, y, d, a, b), in the paper's arithmetic


@jit_sums
def _softmax_cross_entropy(s, y, weight, J, grad_s, a, b):
    """J_n = -log p_y and weight (p - onehot(y)), the label's entry minus the sum of the others."""
    for n in range(a, b):
        largest = s[n, 0]
        for c in range(1, s.shape[1]):
            largest = max(largest, s[n, c])
        total = 0.0
        for c in range(s.shape[1]):
            total += math.exp(s[n, c] - largest)
        log_total = math.log(total)
        J[n] = log_total - (s[n, y[n]] - largest)
        others = s.dtype.type(0)
        for c in range(s.shape[1]):
            p = s.dtype.type(math.exp(s[n, c] - largest - log_total))
            grad_s[n, c] = weight * p
            others += p if c != y[n] else 0
        grad_s[n, y[n]] = -weight * others


@jit_sums
def _softmax_direction(s, y, d, a, b):
    """(p - onehot(y)) / max_{i != y} p_i."""
    for n in range(a, b):
        largest = -np.inf
        for c in range(s.shape[1]):
            if c != y[n]:
                largest = max(largest, s[n, c])
        total = 0.0
        for c in range(s.shape[1]):
            d[n, c] = math.exp(s[n, c] - largest)
            total += d[n, c] if c != y[n] else 0
        d[n, y[n]] = -total


@jit_sums
def _softmax_float32(s, y, d, a, b):
    """p - onehot(y), all in single precision: p_y - 1 rounds to 0 where p_y is close to 1."""
    for n in range(a, b):
        largest = s[n, 0]
        for c in range(1, s.shape[1]):
            largest = max(largest, s[n, c])
        total = np.float32(0)
        for c in range(s.shape[1]):
            total += math.exp(s[n, c] - largest)
        log_total = math.log(total)
        for c in range(s.shape[1]):
            d[n, c] = math.exp((s[n, c] - largest) - log_total)
        d[n, y[n]] -= np.float32(1)


@jit_sums
def _sigmoids(s, y, weight, J, grad_s, a, b):
    """J_n = sum_c zeta(sign_c s_c) and weight sign_c sigma(sign_c s_c), sign_y = -1, else +1."""
    for n in range(a, b):
        J[n] = 0
        for c in range(s.shape[1]):
            sign = -1 if c == y[n] else 1
            z = sign * s[n, c]
            small = math.exp(-abs(z))
            J[n] += max(z, 0) + math.log1p(small)
            grad_s[n, c] = weight * sign * ((1 if z > 0 else small) / (1 + small))


@jit_sums
def _sigmoids_direction(s, y, d, a, b):
    """sign_c sigma(sign_c s_c), over the largest of the row."""
    for n in range(a, b):
        largest = -np.inf
        for c in range(s.shape[1]):
            z = -s[n, c] if c == y[n] else s[n, c]
            d[n, c] = min(z, 0) - math.log1p(math.exp(-abs(z)))            # log sigma(z)
            largest = max(largest, d[n, c])
        for c in range(s.shape[1]):
            size = math.exp(d[n, c] - largest)
            d[n, c] = -size if c == y[n] else size


@jit_sums
def _sigmoids_float32(s, y, d, a, b):
    """sigma(s) - onehot(y), all in single precision."""
    one = np.float32(1)
    for n in range(a, b):
        for c in range(s.shape[1]):
            small = math.exp(-abs(s[n, c]))
            d[n, c] = (one if s[n, c] > 0 else small) / (one + small)
        d[n, y[n]] -= one


LOSSES = {"softmax": Rows(_softmax_cross_entropy, _softmax_direction, _softmax_float32),
          "sigmoids": Rows(_sigmoids, _sigmoids_direction, _sigmoids_float32)}
