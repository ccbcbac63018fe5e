"""RBF units on RBF units, and how the networks of s7.deep are started and told apart.

N examples, D inputs, M hidden units, C classes.
"""
from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from scratchadv import gradcheck, models
from scratchadv.datasets import Split
from scratchadv.experiments import section7_8
from scratchadv.experiments.compared import RATES, rbf_name
from scratchadv.experiments.building import build, class_means
from scratchadv.experiments.recipes import Recipe, recipes
from scratchadv.layers.activations import exp_backward, exp_forward
from scratchadv.losses.rbf import (
    rbf_detectors_backward, rbf_detectors_forward, rbf_squared_error_backward,
    rbf_squared_error_forward,
)
from scratchadv.results import PROFILES

N, D, M, C = 5, 7, 4, 3


@pytest.fixture
def net(rng):
    net = models.deep_rbf_network(D, M, C, rng=rng, dtype=np.float64)
    for parameter in net.parameters().values():
        parameter[...] = .5 * rng.standard_normal(parameter.shape)
    return net


# -- a loss of p instead of log p

def test_the_squared_error_is_that_of_p_and_its_gradient_vanishes_far_from_a_centre(rng):
    q, y = -rng.random((N, C)) * 9, rng.integers(0, C, N)
    J, cache = rbf_squared_error_forward(q, y)
    assert J == pytest.approx(((np.exp(q) - np.eye(C)[y]) ** 2).sum() / N, rel=1e-14)
    far = np.full((1, C), -40.)
    wanted = np.array([0])
    pull, log_pull = (abs(backward(1.0, forward(far, wanted)[1])[0, 0]) for forward, backward in (
        (rbf_squared_error_forward, rbf_squared_error_backward),
        (rbf_detectors_forward, rbf_detectors_backward)))
    assert 0 < pull < 1e-16 and log_pull == 1, "the log pulls at the label however far it is"


# -- the exp pair

def test_the_gradient_of_exp_is_exp(rng):
    q, grad = -rng.random((N, D)) * 9, rng.standard_normal((N, D))
    kept = q.copy()
    p, cache = exp_forward(q)
    assert_allclose(p, np.e ** q, rtol=1e-14)
    assert_allclose(exp_backward(grad, cache), grad * p, rtol=1e-15)
    assert_array_equal(q, kept)
    report = gradcheck.check(exp_forward, exp_backward, (q,), rng=rng)
    assert report.passed, str(report)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_a_response_lies_between_0_and_1_and_far_away_it_is_0_with_its_gradient(dtype):
    p, cache = exp_forward(np.array([-1e4, -1, 0], dtype))
    assert p.dtype == dtype and p[0] == 0 and p[2] == 1 and 0 < p[1] < 1
    assert exp_backward(np.ones(3, dtype), cache)[0] == 0


# -- the network

def test_the_score_is_the_quadratic_form_in_the_responses_of_the_hidden_units(net, rng):
    x, theta = rng.standard_normal((N, D)), net.parameters()
    mu, nu = theta["layer0.mu"], theta["layer1.mu"]
    s = net.scores(x)
    for n in range(N):
        h = [np.exp(-sum(np.exp(theta["layer0.log_beta"][m, d]) * (x[n, d] - mu[m, d]) ** 2
                         for d in range(D))) for m in range(M)]
        for c in range(C):
            q = -sum(np.exp(theta["layer1.log_beta"][c, m]) * (h[m] - nu[c, m]) ** 2
                     for m in range(M))
            assert s[n, c] == pytest.approx(q, rel=1e-12)


def test_a_class_whose_centre_is_the_hidden_response_is_certain(net, rng):
    x = rng.standard_normal((N, D))
    net.parameters()["layer1.mu"][1] = net.layer_inputs(x)[-1][0]
    assert net.probabilities(x[:1])[0, 1] == 1 and net.predict(x)[0] == 1


def test_parameters_have_their_names_shapes_and_first_values(rng):
    centres = rng.random((M, D))
    net = models.deep_rbf_network(D, M, C, rng=rng, centres=centres, log_beta=-2, top_log_beta=.5)
    theta = net.parameters()
    assert {name: array.shape for name, array in theta.items()} == {
        "layer0.mu": (M, D), "layer0.log_beta": (M, D),
        "layer1.mu": (C, M), "layer1.log_beta": (C, M)}
    assert_array_equal(theta["layer0.mu"], centres.astype(np.float32))
    assert (theta["layer0.log_beta"] == -2).all() and (theta["layer1.log_beta"] == .5).all()
    assert (theta["layer1.mu"] >= 0).all() and (theta["layer1.mu"] <= 1).all(), "where h lies"


def test_far_from_every_centre_scores_are_finite_and_the_gradient_is_0(net):
    x, y = np.full((N, D), 1e3), np.arange(N) % C
    assert np.isfinite(net.scores(x)).all()
    assert not net.grad_x(x, y).any() and not net.attack_direction(x, y).any()


def test_it_is_loaded_as_it_was_saved(net, tmp_path, rng):
    x = rng.standard_normal((N, D))
    net.save(tmp_path / "net.npz")
    loaded = models.load(tmp_path / "net.npz")
    assert_array_equal(loaded.scores(x), net.scores(x))
    assert loaded.spec == net.spec == {"model": "deep_rbf_network", "arguments": {
        "n_inputs": D, "units": M, "n_classes": C, "dtype": "float64"}}


@pytest.mark.parametrize("options, message", [
    (dict(units=0), "units must be a whole number, 1 or more, got 0"),
    (dict(n_classes=1), "n_classes must be a whole number, 2 or more, got 1"),
    (dict(centres=np.zeros((M + 1, D))),
     r"centres must have shape \(4, 7\), one row a unit, got \(5, 7\)"),
    (dict(centres=np.zeros((M, D + 1))), r"centres must have shape \(N, 7\)"),
    (dict(log_beta=np.nan), "log_beta must be a finite number, got nan"),
    (dict(top_log_beta=np.inf), "top_log_beta must be a finite number, got inf"),
    (dict(rng=0), "rng must be a numpy Generator"),
])
def test_a_wrong_option_is_refused_in_one_sentence(rng, options, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        models.deep_rbf_network(**{"n_inputs": D, "units": M, "n_classes": C, "rng": rng,
                                   **options})


# -- s7.deep

def test_it_starts_from_digits_and_from_the_mean_response_of_each_class(rng):
    train = Split(rng.random((4 * N, D)), np.arange(4 * N) % C)
    recipe = Recipe("deep_rbf_network", dict(units=M, log_beta=-1.))
    net = build(recipe, train, rng).astype(np.float64)
    theta = net.parameters()
    assert_allclose(theta["layer0.mu"], train.x[:M], rtol=1e-7)
    h = net.layer_inputs(train.x)[-1]
    for c in range(C):
        assert_allclose(theta["layer1.mu"][c], h[train.y == c].mean(axis=0), rtol=1e-5)
    assert_allclose(class_means(train.x, train.y)[1], train.x[1::C].mean(axis=0), rtol=1e-14)


@pytest.mark.parametrize("profile", PROFILES)
def test_the_three_kinds_differ_in_their_model_alone(profile):
    table, alike = recipes(profile), set()
    for kind, rates in RATES.items():
        for rate in rates:
            recipe = table[rbf_name(kind, rate)]
            assert recipe.settings == dict(lr=rate, decay=1., momentum=0., final_momentum=0.)
            assert recipe.optimizer == "SGD"
            alike.add(str(replace(recipe, model="", arguments={}, settings={})))
    assert len(alike) == 1
    assert (table["strong_rbf_1"].arguments["log_beta"] > table["shallow_rbf_1"].arguments[
        "log_beta"]), "beta = exp(log_beta)"


class Trained:
    """Errors in place of networks: {name: (validation errors, predictions)}; others diverge."""

    def __init__(self, known):
        self.known = known

    def network(self, name):
        if name not in self.known:
            raise FloatingPointError("training diverged")
        return type("Net", (), {"predict": lambda _, x: np.array(self.known[name][1])})()

    def history(self, name):
        return {"error": self.known[name][0]}

    def trained_on(self, name):
        return Split(np.zeros((4, 1)), np.zeros(4))

    def evaluation(self, name):
        return {"error.float32": f"FGSM on {name}"}

    def pgd(self, name):
        return f"PGD on {name}"


def test_the_learning_rate_is_chosen_on_validation_digits_among_those_that_do_not_diverge():
    known = {rbf_name(kind, rate): ([.9, .5], [1, 1, 1, 0]) for kind in RATES
             for rate in RATES[kind][:3]}
    known[rbf_name("deep", RATES["deep"][2])] = [.1, .8], [0, 1, 1, 0]
    measured, data = section7_8.deep(Trained(known))
    assert [measured[f"{kind}.train_error"]["value"] for kind in RATES] == [.75, .75, .5]
    for kind, place in (("shallow", 0), ("strong", 0), ("deep", 2)):
        name = rbf_name(kind, RATES[kind][place])
        assert measured[f"{kind}.error.float32"] == f"FGSM on {name}"
        assert measured[f"{kind}.error.pgd20"] == f"PGD on {name}"
    assert data["best_rate"] == [RATES["shallow"][0], RATES["strong"][0], RATES["deep"][2]]
    assert data["train_error"][2] == [.75, .75, .5, None]
    assert data["valid_loss"] == [[.9, .5], [.9, .5], [.1, .8]]
