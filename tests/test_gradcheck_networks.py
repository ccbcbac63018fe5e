"""The gradient check of whole networks and objectives."""
from functools import partial

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from scratchadv import gradcheck_catalogue, objectives
from scratchadv.gradcheck import check
from scratchadv.network import Network


@pytest.fixture
def example(rng):
    return gradcheck_catalogue.example("maxout_network", rng)


def test_a_network_is_checked_in_its_input_and_every_parameter(rng, example):
    net, x, y = example
    report = check(net, x=x, y=y, rng=rng)
    assert {entry.argument for entry in report.compared} == {"x", *net.parameters()}
    assert len(report.compared) + report.kinks == report.size


def test_an_objective_whose_gradient_forgets_the_adversarial_term_fails(rng, example):
    def forgetful(net, x, y, rng):
        J, _ = objectives.adversarial(net, x, y, np.random.default_rng(1))
        _, grads = objectives.clean(net, x, y, np.random.default_rng(1))
        return J, grads
    net, x, y = example
    assert not check(forgetful, net=net, x=x, y=y, rng=rng).passed


@pytest.mark.parametrize("name", ["maxout_network", "mlp, sigmoid"])
def test_an_eta_is_followed_within_l1_as_alone(rng, name):
    net, x, y = gradcheck_catalogue.example(name, rng)
    within = partial(objectives.l1, coefficient=.01,
                     objective=partial(objectives.rotation, angle=.3))
    assert check(within, net=net, x=x, y=y, rng=rng).passed


def test_a_network_of_ones_own_needs_no_model_name(rng, example):
    net, x, y = example
    own = Network(net.layers, net.loss_function, n_inputs=net.n_inputs,
                  n_classes=net.n_classes, spec={})
    assert "network" in str(check(own, x=x, y=y, rng=rng))


def test_an_objective_draws_the_same_dropout_masks_at_every_evaluation(rng, example):
    net, x, y = example
    seen = []

    def watched(net, x, y, rng):
        seen.append(rng.bit_generator.state["state"])
        return objectives.clean(net, x, y, rng)
    assert check(watched, net=net, x=x, y=y, rng=rng).passed
    assert all(state == seen[0] for state in seen)


def test_the_callers_network_examples_and_arguments_keep_their_bits(rng, example):
    net, x, y = example
    before = [array.copy() for array in (x, y, *net.parameters().values())]
    check(net, x=x, y=y, rng=rng)
    check(objectives.adversarial, net=net, x=x, y=y, rng=rng)
    for array, kept in zip((x, y, *net.parameters().values()), before):
        assert_array_equal(array, kept)


def test_the_same_seed_gives_the_same_report(example):
    net, x, y = example
    first, second = (check(net, x=x, y=y, rng=np.random.default_rng(3)) for _ in range(2))
    assert first == second


def test_of_a_large_argument_a_sample_is_compared(rng, example):
    net, x, y = example
    report = check(net, x=x, y=y, rng=rng, entries=10)
    arguments = [entry.argument for entry in report.compared]
    assert max(map(arguments.count, arguments)) == 10
    assert f"compared         {len(arguments)} of {report.size} entries" in str(report)
