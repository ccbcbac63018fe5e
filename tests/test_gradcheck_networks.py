"""The gradient check of whole networks and objectives."""
from functools import partial

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from scratchadv import datasets, gradcheck, gradcheck_catalogue, models, objectives
from scratchadv.gradcheck import check
from scratchadv.layers import activations, affine
from scratchadv.network import Layer, Network


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


def test_the_gradient_that_attacks_take_is_checked_too(rng, example):
    net, x, y = example
    layer = next(layer for layer in net.layers if layer.theta)
    wrong = Layer(layer.kind, *layer.pair, theta=layer.theta,
                  grad_x=lambda grad_out, cache: -layer.grad_x(grad_out, cache))
    net.layers[net.layers.index(layer)] = wrong
    report = check(net, x=x, y=y, rng=rng)
    assert not report.passed and report.misfits[0].startswith("grad_x alone")


def test_a_layer_without_a_grad_x_of_its_own_has_that_of_its_backward(rng, example):
    net, x, y = example
    wanted = net.grad_x(x, y)
    net.layers = [Layer(layer.kind, *layer.pair, theta=layer.theta) if layer.theta else layer
                  for layer in net.layers]
    np.testing.assert_allclose(net.grad_x(x, y), wanted, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("N", [100, 200, 1000])
def test_rounding_of_many_examples_is_no_error_of_the_gradient(rng, N):
    x, y = (a[:N] for a in datasets.load_mnist()[1])
    net = models.softmax_regression(rng=rng)
    assert check(net, x=x, y=y, rng=rng, entries=100).passed


@pytest.mark.parametrize("depth", [4, 5, 6])
def test_rounding_in_a_deep_network_is_none_either(rng, depth):
    net = models.mlp(20, depth * (30,), 10, rng=rng, activation="sigmoid")
    report = check(net, x=rng.random((50, 20)), y=rng.integers(0, 10, 50), rng=rng, entries=100)
    assert report.passed, str(report)


@pytest.mark.parametrize("grad_c", [-1e-5, 0.])
def test_rounding_excuses_no_gradient_that_it_could_hide(rng, grad_c):
    report = check(lambda x, c: (1e6 * x + 1e-5 * c, None),
                   lambda grad_out, cache: (1e6 * grad_out, grad_c * grad_out),
                   (rng.standard_normal(5), rng.standard_normal(5)), rng=rng)
    assert not report.passed and {entry.argument for entry in report.wrong} == {"c"}


def test_weights_that_are_nan_are_not_told_as_a_wrong_grad_x(rng, example):
    net, x, y = example
    net.parameters()["layer0.W"].flat[0] = np.nan
    report = check(net, x=x, y=y, rng=rng)
    assert not report.passed and not report.misfits


def test_an_error_above_rounding_is_found_among_many_examples(rng):
    def forward(W, b, x):
        return affine.affine_forward(x, W, b)

    def wrong(grad_z, cache):
        _, grad_W, grad_b = affine.affine_backward(grad_z, cache)
        return grad_W * (1 + 2e-6), grad_b
    args = rng.standard_normal((6, 4)), rng.standard_normal(4)
    report = check(forward, wrong, args, data=(rng.standard_normal((200, 6)),), rng=rng)
    assert {entry.argument for entry in report.wrong} == {"W"} and not report.passed


def test_options_of_another_kind_of_subject_are_refused(rng):
    net = models.softmax_regression(4, 3, rng=rng, dtype=np.float64)
    given = dict(x=rng.random((2, 4)), y=[0, 1], rng=rng)
    step = dict(derivative=gradcheck.complex_step)
    for subject, options, sentence in (
            ((objectives.clean,), dict(net=net, masks=(None,)), "masks .* a Network alone, got it "
             "beside an objective; an objective draws its own"),
            ((objectives.clean,), dict(net=net, data=(1,)), "data must be left out"),
            ((net,), dict(data=np.ones(2)), "data must be left out"),
            ((objectives.clean,), dict(net=net, **step), "derivative must be left out"),
            ((net,), step, "derivative must be left out, it is an option of a pair alone, got it "
             "beside a Network"),
            ((net,), dict(pieces=np.sign), "pieces must be left out")):
        with pytest.raises(ValueError, match=sentence):
            check(*subject, **given, **options)
    for options, sentence in (
            (dict(masks=()), "masks must be left out, .* beside a pair; what forward takes after "
             "args goes into data"),
            (dict(y=np.ones(3)), "y must be left out, it is an option of a Network and an "
             "objective alone, got it beside a pair")):
        with pytest.raises(ValueError, match=sentence):
            check(activations.relu_forward, activations.relu_backward, (np.ones(3),), rng=rng,
                  **options)


@pytest.mark.parametrize("returned, said", [
    (lambda J, grads: None, "J, a number, and {name: gradient}, got NoneType"),
    (lambda J, grads: (J, [*grads.values()]), "J, a number, and {name: gradient}, got (float64, "
                                              "list)"),
    (lambda J, grads: (J, {f"my {name}": grad for name, grad in grads.items()}),
     "gradients of the shapes {'layer0.W': (4, 3), 'layer0.b': (3,)}, got {'my layer0.W': (4, 3), "
     "'my layer0.b': (3,)}")])
def test_an_objective_of_another_form_is_told_so(rng, returned, said):
    net = models.softmax_regression(4, 3, rng=rng)
    report = check(lambda *given: returned(*objectives.clean(*given)), net=net,
                   x=rng.random((2, 4)), y=[0, 1], rng=rng)
    assert report.failures == [f"objective must return {said}"]


@pytest.mark.parametrize("subject, options, message", [
    ((1., {}), {}, r"an objective must be called as objective\(net, x, y, rng\)"),
    (objectives.rotation, {}, "its options bound by functools.partial .*'angle'"),
    (objectives.clean, dict(net=models.softmax_regression), "net must be a network"),
    (objectives.clean, dict(derivative="complex_step"), "derivative must be gradcheck.central"),
])
def test_what_is_no_objective_network_or_derivative_is_refused(rng, subject, options, message):
    given = dict(net=models.softmax_regression(4, 3, rng=rng), x=rng.random((2, 4)), y=[0, 1])
    with pytest.raises(ValueError, match=message):
        check(subject, **given | options, rng=rng)
