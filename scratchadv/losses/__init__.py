"""Losses: pairs from scores to the mean loss J, and what else belongs to the top of a network.

Only the loss divides by N. y is data, not an argument to differentiate, so each backward returns
grad_s alone; that of adversarial_logistic, which starts from x, returns grad_x, grad_w, grad_b.
"""
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from scipy.special import expit

from scratchadv.losses import logistic, rbf, sigmoids, softmax


class Loss(NamedTuple):
    """One top of a network.  s: (N, C) or (N,) scores, y: (N,) labels."""

    name: str
    forward: Callable        # (s, y) -> J, cache
    backward: Callable       # (grad_J, cache) -> grad_s
    direction: Callable      # (s, y) -> c grad_s, c > 0 per row, which no confidence makes vanish
    float32: Callable        # (s, y) -> c grad_s, c > 0, in the paper's single precision
    probabilities: Callable  # s -> p
    predict: Callable        # s -> labels as in y


def _largest(s):
    return s.argmax(axis=1)


def _sign(s):
    return np.where(s > 0, 1, -1)


SOFTMAX = Loss("softmax",
               softmax.softmax_cross_entropy_forward, softmax.softmax_cross_entropy_backward,
               softmax.softmax_cross_entropy_direction, softmax.softmax_cross_entropy_float32,
               softmax.softmax, _largest)
LOGISTIC = Loss("logistic",
                logistic.logistic_forward, logistic.logistic_backward,
                logistic.logistic_direction, logistic.logistic_float32,
                expit, _sign)
SIGMOIDS = Loss("sigmoids",
                sigmoids.independent_sigmoids_forward, sigmoids.independent_sigmoids_backward,
                sigmoids.independent_sigmoids_direction, sigmoids.independent_sigmoids_float32,
                expit, _largest)
RBF = Loss("rbf",
           rbf.rbf_detectors_forward, rbf.rbf_detectors_backward,
           rbf.rbf_detectors_direction, rbf.rbf_detectors_float32,
           np.exp, _largest)
LOSSES = {loss.name: loss for loss in (SOFTMAX, LOGISTIC, SIGMOIDS, RBF)}
