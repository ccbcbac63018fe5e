"""The gradient check leaves kinks out, and counts them and the comparisons of 0 with 0.

N examples, D inputs, M units, K pieces.
"""
from functools import partial

import numpy as np
import pytest

from scratchadv import gradcheck_catalogue, objectives
from scratchadv.gradcheck import check, subjects
from scratchadv.layers import activations, maxout
from scratchadv.losses.adversarial_logistic import (adversarial_logistic_backward,
                                                    adversarial_logistic_forward)

N, D, M, K = 5, 7, 4, 3


def relu_at(*near, size):
    x = np.full(size, 2.0)
    x[:len(near)] = near
    return (x,)


def test_an_entry_whose_branch_changes_within_the_step_is_left_out_and_counted(rng):
    args = relu_at(1e-5, size=150)
    report = check(activations.relu_forward, activations.relu_backward, args, rng=rng)
    assert report.kinks == 1 and len(report.compared) == 149
    assert report.passed, str(report)


def test_more_than_one_entry_in_a_hundred_at_a_kink_is_a_failure(rng):
    args = relu_at(1e-5, -1e-5, size=150)
    report = check(activations.relu_forward, activations.relu_backward, args, rng=rng)
    assert not report.passed and "1.3% of the entries are within a step of a kink" in str(report)


def test_a_point_that_sits_on_a_tie_is_a_failure(rng):
    report = check(maxout.max_pieces_forward, maxout.max_pieces_backward,
                   (np.zeros((N, M, K)),), rng=rng)
    assert not report.passed and "20 directions met a kink before 5 met none" in str(report)


def test_more_than_half_of_the_comparisons_of_0_with_0_is_a_failure(rng):
    args = (np.where(np.arange(D) < 3, 1.0, -1.0),)
    report = check(activations.relu_forward, activations.relu_backward, args, rng=rng)
    assert report.zero_share == 4 / 7
    assert not report.passed and "57.1% of the comparisons are of 0 with 0" in str(report)
    assert check(activations.relu_forward, activations.relu_backward, args, rng=rng,
                 zeros_allowed=.6).passed


def test_pieces_of_a_pair_of_ones_own_are_taken_from_its_cache(rng):
    args = relu_at(1e-5, size=150)
    report = check(size_forward, lambda grad, sign: grad * sign, args, rng=rng,
                   pieces=lambda sign: sign)
    assert report.kinks == 1 and report.passed, str(report)


def size_forward(x):
    return np.abs(x), np.sign(x)


def test_a_kink_that_nobody_told_of_fails_and_the_report_says_how_to_tell(rng):
    report = check(size_forward, lambda grad, sign: grad * sign, relu_at(1e-5, size=150), rng=rng)
    assert "1 of 150 entries are wrong" in str(report) and "pieces=" in str(report)


def test_a_wrong_formula_is_not_put_down_to_kinks(rng):
    report = check(size_forward, lambda grad, sign: 2 * grad * sign, relu_at(size=150), rng=rng)
    assert not report.passed and "kinks" not in str(report.failures)


def test_a_nan_is_not_put_down_to_kinks_that_directions_met(rng):
    args = relu_at(1e-5, size=150)
    report = check(activations.relu_forward, lambda grad, cache: grad * np.nan, args, rng=rng)
    assert report.redrawn and report.failures[0] == "the adjoint error is nan, not below 1e-08"


@pytest.mark.parametrize("objective, model", [
    (partial(objectives.l1, coefficient=.0025), "softmax_regression"),
    (partial(objectives.l1, coefficient=.0025, names=("layer0.b",),
             objective=objectives.sign_noise), "softmax_regression"),
    (partial(objectives.l1, coefficient=.1, objective=partial(objectives.l1, coefficient=.1)),
     "softmax_regression"),
    (partial(objectives.adversarial_logistic, eps=.25), "logistic_regression")])
def test_a_weight_whose_sign_changes_in_an_l1_norm_counts_as_a_kink(rng, objective, model):
    net, x, y = gradcheck_catalogue.example(model, rng)
    name = "layer0.b" if "names" in objective.keywords else "layer0.W"
    net.parameters()[name].flat[3] = 1e-5
    report = check(objective, net=net, x=x, y=y, rng=rng)
    assert report.kinks == 1 and not report.wrong, str(report)


def test_the_closed_form_has_a_kink_where_a_weight_changes_its_sign(rng):
    w = np.full(150, .5)
    w[3] = 1e-5
    args = rng.standard_normal((N, 150)), w, np.array(.1)
    report = check(adversarial_logistic_forward, adversarial_logistic_backward, args,
                   data=(np.where(np.arange(N) % 2, 1, -1), .25), rng=rng)
    assert report.kinks == 1 and report.passed, str(report)


def test_kinks_of_a_network_are_known_by_the_name_of_the_pair_whatever_its_layer_is_called(rng):
    net, x, y = gradcheck_catalogue.example("mlp, relu", rng)
    for layer in net.layers:
        layer.kind = "of another kind"
    seen = subjects.network_subject(net, x, y, None)
    assert len(seen.forward(seen.args)[1]) == 2, "one array of pieces for each of two ReLUs"


def test_a_sign_of_the_perturbation_that_changes_within_the_step_counts_as_a_kink(rng):
    net, x, y = gradcheck_catalogue.example("logistic_regression", rng)
    net.parameters()["layer0.W"][2] = 1e-5
    report = check(objectives.adversarial, net=net, x=x, y=y, rng=rng)
    assert report.kinks == 1
    assert all(entry.error < 1e-6 for entry in report.compared)
