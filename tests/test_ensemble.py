"""The gradient of an ensemble.  N examples, D inputs, C classes."""
import numpy as np
import pytest
from numpy.testing import assert_allclose

from scratchadv import models
from scratchadv.attacks.direction import loss_direction
from scratchadv.experiments import ensemble
from scratchadv.experiments.ensemble import GRADIENTS, Ensemble
from scratchadv.losses.softmax import log_softmax

N, D, C = 5, 7, 4
ARITHMETICS = ("float32", "exact")
J = {                                            # of members' scores s (K, N, C), by definition
    "probabilities": lambda s: -np.log(np.mean([np.exp(log_softmax(s_k)) for s_k in s], axis=0)),
    "scores": lambda s: -log_softmax(s.mean(axis=0)),
    "losses": lambda s: -np.mean([log_softmax(s_k) for s_k in s], axis=0)}


def members(rng):
    return [models.maxout_network(D, (6,), 3, C, rng=rng, init=.8, dtype=np.float64)
            for _ in range(3)]


@pytest.mark.parametrize("average", GRADIENTS)
def test_the_gradient_of_an_ensemble_is_that_of_what_is_averaged(average, rng):
    whole = Ensemble(members(rng), average)
    x, y = rng.random((N, D)), rng.integers(0, C, N)

    def loss(x):
        return J[average](np.array([net.scores(x) for net in whole.members]))[np.arange(N), y]
    g, h = whole.attack_direction(x, y), 1e-6
    for d in range(D):
        step = h * np.eye(D)[d]
        np.testing.assert_allclose(g[:, d], (loss(x + step) - loss(x - step)) / (2 * h), rtol=1e-6,
                                   atol=1e-8)
    np.testing.assert_allclose(whole.float32_direction(x, y), g, rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize("average", GRADIENTS)
def test_an_ensemble_names_the_class_of_the_lowest_loss(average, rng):
    whole, x = Ensemble(members(rng), average), rng.random((N, D))
    losses = J[average](np.array([net.scores(x) for net in whole.members]))
    p = whole.probabilities(x)
    np.testing.assert_array_equal(whole.predict(x), losses.argmin(axis=1))
    np.testing.assert_allclose(p, np.exp(-losses) / np.exp(-losses).sum(axis=1, keepdims=True))


@pytest.mark.parametrize("average", GRADIENTS)
def test_the_direction_outlives_scores_that_single_precision_does_not(average, rng):
    sure, x = members(rng)[0].astype(np.float32), rng.random((50, D), np.float32)
    top = sure.parameters()["layer1.W"]
    top *= 600 / np.ptp(sure.scores(x), axis=1).max()         # exp(-600) is 0 in float32
    whole = Ensemble(3 * [sure], average)
    y = whole.predict(x)
    assert not whole.attack_direction(x.astype(np.float64), y).astype(np.float32).any(axis=1).all()
    assert whole.attack_direction(x, y).any(axis=1).all()


@pytest.mark.parametrize("average", GRADIENTS)
def test_in_single_precision_an_ensemble_of_one_network_loses_what_that_network_loses(average, rng):
    sure = models.maxout_network(D, (6,), 3, C, rng=rng, init=.8)
    x = rng.random((50, D), np.float32)
    top = sure.parameters()["layer1.W"]
    top *= 60 / np.ptp(sure.scores(x), axis=1).max()
    y, whole = sure.predict(x), Ensemble(3 * [sure], average)
    single, exact = sure.float32_direction(x, y), sure.attack_direction(x, y)
    assert (np.sign(single) != np.sign(exact)).any(), "nothing rounds: the test shows nothing"
    found = whole.float32_direction(x, y)
    scale = np.abs(single).max(axis=1, keepdims=True)
    assert (np.abs(found - single) <= 1e-3 * scale).all()


@pytest.mark.parametrize("average", GRADIENTS)
def test_an_ensemble_is_attacked_on_many_digits_as_on_few(average, monkeypatch, rng):
    members = [models.maxout_network(D, (6,), 3, C, rng=rng, init=.8) for _ in range(3)]
    whole, x, y = Ensemble(members, average), rng.random((N, D), np.float32), np.arange(N) % C
    at_once = [loss_direction(whole, x, y, direction=direction) for direction in ARITHMETICS]
    monkeypatch.setattr(ensemble, "ROWS", 2)
    for direction, wanted in zip(ARITHMETICS, at_once):
        assert_allclose(loss_direction(whole, x, y, direction=direction), wanted, rtol=1e-5,
                        atol=1e-7)


def test_an_average_that_is_none_is_refused(rng):
    with pytest.raises(ValueError, match="average must be one of 'probabilities', 'scores'"):
        Ensemble([models.maxout_network(D, (6,), 3, C, rng=rng)], "median")
