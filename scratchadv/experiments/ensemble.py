"""Section 9: several networks as one.  [s9.ensemble]

The paper does not say how its twelve were combined. With member k's scores s_k, p_k = softmax(s_k),
J is one of

    probabilities   -log mean_k p_k(y | x)           what the claim takes
    scores          -log softmax(mean_k s_k)_y
    losses          mean_k -log p_k(y | x)

Each gives every member the gradient of its own scores; the members' input gradients add up. The
last two name the same class, as both rank classes by their mean score.

N examples, D inputs, C classes, K members.
"""
import numpy as np

from scratchadv import checks
from scratchadv.attacks.direction import over
from scratchadv.losses.softmax import log_softmax, softmax

ROWS = 1000                                      # examples in one go


class Ensemble:
    """Softmax networks of one shape, seen by attacks and metrics as one network.

    average: "probabilities", "scores" or "losses", as above.
    """

    def __init__(self, members, average="probabilities"):
        self.members = list(members)
        self.average = checks.check_choice(average, "average", tuple(GRADIENTS))
        first = self.members[0]
        self.n_inputs, self.n_classes, self.dtype = first.n_inputs, first.n_classes, first.dtype

    def probabilities(self, x):
        """x: (N, D) -> (N, C)"""
        if self.average == "probabilities":
            return np.mean([net.probabilities(x) for net in self.members], axis=0)
        return softmax(np.mean([net.scores(x) for net in self.members], axis=0))

    def predict(self, x):
        """The most probable class.  -> (N,)"""
        return self.probabilities(x).argmax(axis=1)

    def attack_direction(self, x, y):
        """grad_x J in float64, c > 0 times each row for a narrower x.  -> (N, D), x's dtype

        x: (N, D), y: (N,).  Not in log space: 0 where every member's label leads by about 700.
        """
        return self._direction(_exact, np.float64, x, y)

    def float32_direction(self, x, y):
        """The same in the paper's single precision: p - onehot(y) rounds where a member is sure."""
        return self._direction(_float32, np.float32, x, y)

    def _direction(self, gradient, dtype, x, y):
        nets = [net if net.dtype == dtype else net.astype(dtype) for net in self.members]
        g = np.concatenate([
            _grad_x(nets, self.average, gradient, x[i:i + ROWS].astype(dtype, copy=False),
                    y[i:i + ROWS])
            for i in range(0, len(x), ROWS)])
        if g.itemsize > x.itemsize:                   # in x's dtype tiny rows would be 0
            g = over(g, np.abs(g).max(axis=1, keepdims=True))
        return g.astype(x.dtype, copy=False)


def _grad_x(nets, average, gradient, x, y):
    """The sum of the members' input gradients, each example's own, not the mean's.  -> (N, D)

    gradient: (loss, s, y) -> p - onehot(y), as _exact or _float32 have it.
    """
    passes = [net.forward(x) for net in nets]
    loss, s = nets[0].loss_function, np.array([s for s, _ in passes])               # (K, N, C)
    grad_s = GRADIENTS[average](lambda scores: gradient(loss, scores, y), s, y)
    return sum(net.backward_to_input(grad, caches)
               for net, grad, (_, caches) in zip(nets, grad_s, passes))


def _of_mean_probability(gradient, s, y):
    """w_k (p_k - onehot(y)),  w_k = p_k(y | x) / sum_j p_j(y | x).  s: (K, N, C) -> (K, N, C)"""
    log_p = np.array([log_softmax(s_k)[np.arange(len(y)), y] for s_k in s])         # (K, N)
    w = softmax(log_p.T).T                                                          # (K, N)
    return np.array([w_k[:, None] * gradient(s_k) for w_k, s_k in zip(w, s)])


def _of_mean_score(gradient, s, y):
    """(p - onehot(y)) / K for every member, p = softmax(mean_k s_k).  s: (K, N, C) -> (K, N, C)"""
    return np.broadcast_to(gradient(s.mean(axis=0)) / len(s), s.shape)


def _of_mean_loss(gradient, s, y):
    """(p_k - onehot(y)) / K.  s: (K, N, C) -> (K, N, C)"""
    return np.array([gradient(s_k) / len(s) for s_k in s])


GRADIENTS = {"probabilities": _of_mean_probability, "scores": _of_mean_score,
             "losses": _of_mean_loss}


def _exact(loss, s, y):
    """p - onehot(y), the label's entry minus the sum of the others."""
    return loss.backward(float(len(y)), loss.forward(s, y)[1])


def _float32(loss, s, y):
    """p - onehot(y) in single precision, where the label's entry rounds to 0."""
    return loss.float32(s, y)
