"""What the tests of the attacks attack: small networks with random weights, and plain objects.

N examples, D inputs, M units, K pieces, C classes.
"""
import numpy as np

from scratchadv import models

N, D, M, K, C = 5, 7, 4, 3, 6
EPS = .1
ULP = np.finfo(np.float64).eps
NETWORKS = ("logistic", "maxout", "sigmoids", "rbf")


def network(name, rng, dtype=np.float64):
    """A small network with weights large enough that eps .1 matters."""
    if name == "logistic":
        net = models.logistic_regression(D, rng=rng, dtype=dtype)
        net.parameters()["layer0.W"][...] = rng.standard_normal((D, 1))
        return net
    if name == "rbf":
        return models.rbf_network(D, C, rng=rng, log_beta=0., dtype=dtype)
    top = "sigmoids" if name == "sigmoids" else "softmax"
    return models.maxout_network(D, (M,), K, C, rng=rng, init=1., top=top, dtype=dtype)


def confident(rng):
    """A softmax net whose scores at x are so far apart that float32 rounds p_y to 1."""
    net = models.softmax_regression(D, C, rng=rng, dtype=np.float32)
    net.parameters()["layer0.W"][...] = 1e5 * rng.standard_normal((D, C))
    return net


def labels(net, rng, n=N):
    """Random labels that fit the net."""
    return rng.choice([-1, 1], n) if net.n_classes is None else rng.integers(0, C, n)


class Gradient:
    """Something to attack that has a gradient and a prediction, and nothing else."""

    def __init__(self, g):
        self.g = np.asarray(g)

    def grad_x(self, x, y):
        return self.g[:len(x)]

    def predict(self, x):
        return np.zeros(len(x), int)


class Linear:
    """J(x) = x . g: linear in x, so that the linearised loss is the loss."""

    def __init__(self, g):
        self.g = g

    def attack_direction(self, x, y):
        return np.tile(self.g, (len(x), 1))

    def predict(self, x):
        return np.zeros(len(x), int)
