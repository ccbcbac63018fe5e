"""Section 9: several networks as one, their probabilities averaged.  [s9.ensemble]

The paper does not say how its twelve were combined. J = -log mean_k p_k(y | x); its gradient is

    grad_x J = sum_k w_k grad_x J_k,    w_k = p_k(y | x) / sum_j p_j(y | x).

N examples, D inputs, C classes, k members.
"""
import numpy as np
from scipy.special import softmax

from scratchadv.losses.softmax import log_softmax

ROWS = 1000                                      # examples in one go


class Ensemble:
    """Softmax networks of one shape, seen by attacks and metrics as one network."""

    def __init__(self, members):
        self.members = list(members)
        first = self.members[0]
        self.n_inputs, self.n_classes, self.dtype = first.n_inputs, first.n_classes, first.dtype

    def probabilities(self, x):
        """The mean of the members'.  x: (N, D) -> (N, C)"""
        return np.mean([net.probabilities(x) for net in self.members], axis=0)

    def predict(self, x):
        """The most probable class.  -> (N,)"""
        return self.probabilities(x).argmax(axis=1)

    def attack_direction(self, x, y):
        """grad_x J in float64.  x: (N, D), y: (N,) -> (N, D), x's dtype"""
        return self._direction(_exact, np.float64, x, y)

    def float32_direction(self, x, y):
        """The same in the paper's single precision: p - onehot(y) rounds where a member is sure."""
        return self._direction(_float32, np.float32, x, y)

    def _direction(self, gradient, dtype, x, y):
        nets = [net if net.dtype == dtype else net.astype(dtype) for net in self.members]
        return np.concatenate([
            _sum_of_gradients(nets, gradient, x[i:i + ROWS].astype(dtype, copy=False),
                              y[i:i + ROWS]).astype(x.dtype, copy=False)
            for i in range(0, len(x), ROWS)])


def _sum_of_gradients(nets, gradient, x, y):
    """sum_k w_k grad_x J_k, each example's own, not the mean's.  -> (N, D)"""
    passes = [net.forward(x) for net in nets]
    log_p = np.array([log_softmax(s)[np.arange(len(y)), y] for s, _ in passes])     # (k, N)
    w = softmax(log_p, axis=0)[:, :, None]                                          # (k, N, 1)
    return sum(net.backward_to_input(w_k * gradient(net.loss_function, s, y), caches)
               for net, w_k, (s, caches) in zip(nets, w, passes))


def _exact(loss, s, y):
    """p - onehot(y), the label's entry minus the sum of the others."""
    return loss.backward(float(len(y)), loss.forward(s, y)[1])


def _float32(loss, s, y):
    return loss.float32(s, y)
