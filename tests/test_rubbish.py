"""Rubbish: training on noise that belongs to no class, one step from noise, and L1 decay.

N examples, D inputs, M units, K pieces, C classes.
"""
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from scratchadv import gradcheck, metrics, models, objectives
from scratchadv.datasets import Split
from scratchadv.experiments import appendix
from scratchadv.experiments.compared import L1
from scratchadv.experiments.recipes import alter, recipes
from scratchadv.losses.no_class import (
    all_absent_backward, all_absent_forward, uniform_cross_entropy_backward,
    uniform_cross_entropy_forward,
)
from scratchadv.losses.sigmoids import independent_sigmoids_forward
from scratchadv.losses.softmax import softmax_cross_entropy_forward
from scratchadv.results import PROFILES

N, D, M, K, C = 5, 7, 4, 3, 6


# -- the loss

def test_the_loss_against_uniform_is_the_mean_of_those_against_each_class(rng):
    s = rng.standard_normal((N, C))
    each = [softmax_cross_entropy_forward(s, np.full(N, c))[0] for c in range(C)]
    assert uniform_cross_entropy_forward(s)[0] == pytest.approx(np.mean(each), rel=1e-14)


def test_it_is_least_log_C_where_all_scores_are_equal_and_has_no_gradient_there(rng):
    J, cache = uniform_cross_entropy_forward(np.repeat(rng.standard_normal((N, 1)), C, axis=1))
    assert J == pytest.approx(np.log(C), rel=1e-14)
    assert_allclose(uniform_cross_entropy_backward(1.0, cache), 0, atol=1e-16)
    assert uniform_cross_entropy_forward(rng.standard_normal((N, C)))[0] > J


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_it_is_finite_at_scores_of_ten_thousand(dtype):
    J, cache = uniform_cross_entropy_forward(np.array([[1e4, -1e4]], dtype))
    grad_s = uniform_cross_entropy_backward(1.0, cache)
    assert J == 1e4 and grad_s.dtype == dtype
    assert_array_equal(grad_s, [[.5, -.5]])


def test_the_loss_of_absent_classes_is_that_of_a_label_but_for_the_label(rng):
    """zeta(s_y) - zeta(-s_y) = s_y."""
    s, y = rng.standard_normal((N, C)), rng.integers(0, C, N)
    wanted = independent_sigmoids_forward(s, y)[0] + s[np.arange(N), y].mean()
    assert all_absent_forward(s)[0] == pytest.approx(wanted, rel=1e-14)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_loss_of_absent_classes_is_finite_at_scores_of_ten_thousand(dtype):
    J, cache = all_absent_forward(np.array([[1e4, -1e4]], dtype))
    grad_s = all_absent_backward(1.0, cache)
    assert J == 1e4 and grad_s.dtype == dtype
    assert_array_equal(grad_s, [[1, 0]])


# -- the objective

def small(rng, top="softmax"):
    net = models.maxout_network(D, (M, M + 1), K, C, rng=rng, init=.5, top=top, dtype=np.float64)
    for parameter in net.parameters().values():
        parameter += .1 * rng.standard_normal(parameter.shape)
    return net


@pytest.fixture
def net(rng):
    return small(rng)


def test_it_is_the_clean_loss_and_that_of_as_many_samples_of_noise(net, rng):
    x, y, draws = rng.random((N, D)), rng.integers(C, size=N), np.random.default_rng(3)
    J, _ = objectives.rubbish(net, x, y, np.random.default_rng(3))
    clean, _ = objectives.clean(net, x, y, draws)
    z = draws.standard_normal((N, D))
    s, _ = net.forward(z, net.draw_masks(draws, N))
    log_p = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
    assert J == pytest.approx(clean - log_p.mean(), rel=1e-12)


def test_with_sigmoids_on_top_every_class_is_absent_from_noise(rng):
    net, x, y = small(rng, "sigmoids"), rng.random((N, D)), rng.integers(C, size=N)
    draws = np.random.default_rng(3)
    J, _ = objectives.rubbish(net, x, y, np.random.default_rng(3))
    clean, _ = objectives.clean(net, x, y, draws)
    z = draws.standard_normal((N, D))
    s, _ = net.forward(z, net.draw_masks(draws, N))
    absent = 1 - 1 / (1 + np.exp(-s))
    assert J == pytest.approx(clean - np.log(absent).sum(axis=1).mean(), rel=1e-12)


@pytest.mark.parametrize("top", ["softmax", "sigmoids"])
def test_its_gradient_is_that_of_finite_differences(top, rng):
    x, y = rng.random((3 * N, D)), rng.integers(C, size=3 * N)     # of N half the entries are 0
    report = gradcheck.check(objectives.rubbish, net=small(rng, top), x=x, y=y, rng=rng)
    assert report.passed, str(report)


@pytest.mark.parametrize("top", ["softmax", "sigmoids"])
def test_steps_along_it_end_with_no_class_above_one_half_in_noise(top, rng):
    net = models.maxout_network(D, M, K, C, rng=rng, init=3, top=top, dtype=np.float64)
    x, y, z = rng.random((N, D)), rng.integers(C, size=N), rng.standard_normal((500, D))
    assert (net.probabilities(z).max(axis=1) > .5).mean() > .3, "it sees classes in noise"
    for _ in range(300):
        _, grads = objectives.rubbish(net, x, y, rng)
        for parameter, grad in zip(net.parameters().values(), grads.values()):
            parameter -= .1 * grad
    assert (net.probabilities(z).max(axis=1) > .5).mean() < .05


def test_examples_and_generator_of_rubbish_are_checked(rng):
    net = small(rng, "softmax")
    with pytest.raises(ValueError, match=r"x must have shape \(N, "):
        objectives.rubbish(net, [[0.]], [0], rng)
    with pytest.raises(ValueError, match="rng must be a numpy Generator, got None"):
        objectives.rubbish(net, rng.random((N, D)), np.zeros(N, int), None)


def test_a_top_that_cannot_say_no_class_is_refused(rng):
    net = models.rbf_network(D, C, rng=rng)
    with pytest.raises(ValueError, match="net must have a softmax or independent sigmoids on top, "
                                         "got one with the loss rbf"):
        objectives.rubbish(net, rng.random((N, D)), np.zeros(N, int), rng)


# -- one step from noise

class Noise:
    """A lab that holds one network, whatever it is asked for."""

    profile = "smoke"

    def __init__(self, net):
        self.network = lambda name: net
        self.test = Split(np.zeros((2, net.n_inputs), np.float32), np.array([0, 1]))

    def rng(self, purpose):
        return np.random.default_rng(len(purpose))


def linear(rng, weights):
    """Softmax regression of two classes with s_1 - s_0 = 2 weights . x.  weights: (D,)"""
    net = models.softmax_regression(len(weights), 2, rng=rng)
    net.parameters()["layer0.W"][...] = np.stack([-weights, weights], axis=1)
    return net


def test_trained_on_rubbish_is_compared_with_the_same_trained_on_digits_alone(rng):
    nets = {name: models.maxout_network(D, M, K, C, rng=rng, init=1, top="sigmoids")
            for name in ("short_rubbish", "short_sigmoids")}
    lab = Noise(nets["short_rubbish"])
    lab.network, z = nets.__getitem__, appendix.noise(lab, "trained")
    measured, _ = appendix.trained(lab)
    for prefix, name in (("", "short_rubbish"), ("naive.", "short_sigmoids")):
        seen = (nets[name].probabilities(z) > .5).any(axis=1).mean()
        assert measured[f"{prefix}rubbish_error"]["value"] == seen
        assert measured[f"{prefix}clean_error"]["value"] == metrics.error(nets[name], *lab.test)
    assert measured["rubbish_error"]["value"] != measured["naive.rubbish_error"]["value"]


def test_a_step_along_the_gradient_is_as_long_as_one_along_its_sign(rng):
    """Where all weights have one size both are the same step, and fool the same samples."""
    net = linear(rng, .1 * np.sign(rng.standard_normal(49)))
    measured, data = appendix.fooling(Noise(net))
    assert measured["success.mean"] == measured["success.gradient"]
    assert data["sign"] == data["gradient"] and len(data["images"]) == 2 * appendix.SHOWN


def test_success_is_a_score_raised_above_zero_by_eps_times_the_l1_norm(rng):
    weights = .1 * rng.standard_normal(49)
    lab = Noise(linear(rng, weights))
    z = appendix.noise(lab, "fooling", appendix.STARTS["smoke"])
    s, reach = z @ weights, .25 * np.abs(weights).sum()
    by_class = [np.mean(-s + reach > 0), np.mean(s + reach > 0)]
    measured, data = appendix.fooling(lab)
    assert measured["success.before"]["value"] == .5, "of two classes one has more than a half"
    assert data["sign"] == by_class
    assert measured["success.mean"]["value"] == pytest.approx(np.mean(by_class))
    assert measured["success.lowest"]["value"] == min(by_class)
    assert measured["success.highest"]["value"] == max(by_class)
    assert measured["success.mean"]["n"] == 2 * measured["success.highest"]["n"] == 200


def test_the_step_goes_towards_the_most_probable_class_and_the_curve_begins_at_the_noise(rng):
    net = models.softmax_regression(49, C, rng=rng, init=.13)
    lab = Noise(net)
    z = appendix.noise(lab, "trained")
    measured, data = appendix.trained(lab)
    seen = net.probabilities(z).max(axis=1) > .5
    assert 0 < measured["rubbish_error"]["value"] == seen.mean() < measured["step_error"]["value"]
    assert data["trained"][0] == seen[:1000].mean()
    assert all(np.diff(data["trained"]) >= 0), "of a linear score the surest class gains"
    assert data["eps"][5] == data["judged_eps"]
    assert data["trained"][5] == pytest.approx(measured["step_error"]["value"], abs=.05)


# -- what is compared with what

@pytest.mark.parametrize("profile", PROFILES)
def test_the_networks_of_l1_decay_and_of_rubbish_differ_in_their_objective_alone(profile):
    table = recipes(profile)
    names = ["short_clean", "short_adversarial", *(f"l1_{name}" for name in L1)]
    for alike in (names, ["short_sigmoids", "short_rubbish"]):
        assert len({str(replace(table[name], objective="", options={}, paper=()))
                    for name in alike}) == 1
    assert [table[f"l1_{name}"].options["coefficient"] for name in L1] == [.0025, .00025, .000025]
    assert len({str(table[name]) for name in names}) == len(names)
    same = [alter(table[name], arguments=dict(top=""), settings=dict(lr=0), pylearn2=())
            for name in ("short_clean", "short_sigmoids")]
    assert same[0] == same[1], "but for the top, and where the learning rate is from"
    assert table["short_clean"].settings["lr"] == table["short_sigmoids"].settings["lr"]
    assert [table[name].objective for name in ("short_sigmoids", "short_rubbish")] == [
        "clean", "rubbish"]


def test_l1_decay_pulls_each_weight_of_the_first_layer_to_0_by_its_coefficient(net, rng):
    x, y = rng.random((N, D)), rng.integers(C, size=N)
    decayed = partial(objectives.l1, coefficient=.0025)
    (J, grads), (J_l1, grads_l1) = (objective(net, x, y, np.random.default_rng(3))
                                    for objective in (objectives.clean, decayed))
    W = net.parameters()["layer0.W"]
    assert J_l1 == pytest.approx(J + .0025 * np.abs(W).sum(), rel=1e-13)
    for name in grads:
        pull = .0025 * np.sign(W) if name == "layer0.W" else 0
        assert_allclose(grads_l1[name] - grads[name], pull + 0 * grads[name], atol=1e-15)
