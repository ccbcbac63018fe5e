"""The gradient of an ensemble.  N examples, D inputs, C classes."""
import numpy as np

from scratchadv import models
from scratchadv.experiments.ensemble import Ensemble


def test_the_gradient_of_an_ensemble_is_that_of_its_mean_probability(rng):
    N, D, C = 5, 7, 4
    whole = Ensemble([models.maxout_network(D, (6,), 3, C, rng=rng, init=.8, dtype=np.float64)
                      for _ in range(3)])
    x, y = rng.random((N, D)), rng.integers(0, C, N)

    def J(x):
        return -np.log(whole.probabilities(x)[np.arange(N), y])
    g, h = whole.attack_direction(x, y), 1e-6
    for d in range(D):
        step = h * np.eye(D)[d]
        np.testing.assert_allclose(g[:, d], (J(x + step) - J(x - step)) / (2 * h), rtol=1e-6,
                                   atol=1e-8)
    np.testing.assert_allclose(whole.float32_direction(x, y), g, rtol=1e-3, atol=1e-4)
