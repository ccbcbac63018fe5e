"""The small problem that the tests of training.fit train on.  N=50 examples, D=7, M=4, K=3, C=6."""
import numpy as np

from scratchadv import models, objectives, training

N, D, M, K, C = 50, 7, 4, 3, 6


def problem(seed=0):
    """A maxout network, examples whose class is the largest of their first six inputs, the rng."""
    rng = np.random.default_rng(seed)
    net = models.maxout_network(D, (M,), K, C, rng=rng, init=.5, dtype=np.float64)
    x = rng.random((N, D))
    return net, (x, x[:, :C].argmax(axis=1)), rng


def bits(net):
    return {name: theta.tobytes() for name, theta in net.parameters().items()}


def fit(epochs=3, seed=0, objective=objectives.clean, **options):
    """-> net, history of the problem with `options`."""
    net, train, rng = problem(seed)
    return net, training.fit(net, train, objective=objective, epochs=epochs, rng=rng, **options)


def zero_gradients(net):
    return {name: np.zeros_like(theta) for name, theta in net.parameters().items()}
