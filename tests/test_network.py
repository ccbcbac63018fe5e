"""Theorems about the chain: gradients at every layer, dropout, purity.

N examples, D inputs, C classes.
"""
from inspect import Parameter, Signature

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from scratchadv import gradcheck, models, network
from scratchadv.gradcheck import subjects
from scratchadv.gradcheck_catalogue import gradients

N, D, C = gradients.N, gradients.D, gradients.C


@pytest.fixture(params=gradients.MODELS)
def example(request, rng):
    """net, x, y: every model in small, in float64."""
    return gradients.example(request.param, rng)


@pytest.fixture
def maxout(rng):
    return gradients.example("maxout_network", rng)


# -- the two passes

def test_the_adjoint_identity_holds_from_the_scores_to_the_input_and_every_parameter(rng, example):
    net, x, _ = example
    names = ["x", *net.parameters()]

    def forward(x, *theta):
        moved = net.copy()                    # a cache holds on to the parameters it was made with
        for parameter, value in zip(moved.parameters().values(), theta):
            parameter[...] = value
        s, caches = moved.forward(x)
        pieces = [found for layer, cache in caches
                  for found in subjects.pieces_by_name(subjects.name_of(layer.pair[0]), cache)]
        return s, (caches, np.concatenate([p.ravel() for p in pieces]) if pieces else np.zeros(0))

    def backward(grad_s, cache):
        grad_inputs, grads = net.backward(grad_s, cache[0])
        return grad_inputs[0], *grads.values()

    args = (x, *(parameter.copy() for parameter in net.parameters().values()))
    forward.__signature__ = signature(names)
    report = gradcheck.check(forward, backward, args, rng=rng, pieces=lambda cache: cache[1])
    assert report.adjoint_error < 1e-8 and report.worst.error < 1e-6, str(report)


def signature(names):
    return Signature([Parameter(name.replace(".", "_"), Parameter.POSITIONAL_ONLY)
                      for name in names])


def test_the_gradients_have_the_names_and_shapes_of_the_parameters(example):
    net, x, y = example
    _, grad_x, grads = net.loss_and_grads(x, y)
    assert {name: grad.shape for name, grad in grads.items()} == {
        name: parameter.shape for name, parameter in net.parameters().items()}
    assert grad_x.shape == x.shape


def test_one_backward_pass_gives_what_each_method_gives_alone(example):
    net, x, y = example
    J, grad_x, _ = net.loss_and_grads(x, y)
    assert J == net.loss(x, y)
    assert_allclose(net.grad_x(x, y), grad_x, rtol=1e-13, atol=1e-16)
    at_inputs = net.grad_layer_inputs(x, y)
    assert len(at_inputs) == len(net.layers)
    assert_array_equal(at_inputs[0], grad_x)


def test_J_and_its_gradients_are_means_over_the_examples(example):
    net, x, y = example
    J, grad_x, grads = net.loss_and_grads(x, y)
    alone = [net.loss_and_grads(x[n:n + 1], y[n:n + 1]) for n in range(N)]
    assert J == pytest.approx(np.mean([J for J, _, _ in alone]), rel=1e-13)
    assert_allclose(grad_x, np.concatenate([g for _, g, _ in alone]) / N, rtol=1e-12, atol=1e-15)
    for name, grad in grads.items():
        mean = np.mean([g[name] for _, _, g in alone], axis=0)
        assert_allclose(grad, mean, rtol=1e-12, atol=1e-15)


def test_no_method_modifies_the_examples_or_the_parameters(rng, example):
    net, x, y = example
    arrays = [x, y, *net.parameters().values()]
    kept = [array.copy() for array in arrays]
    net.loss_and_grads(x, y, rng)
    for method in (net.loss, net.grad_x, net.attack_direction, net.float32_direction,
                   net.grad_layer_inputs):
        method(x, y)
    for method in (net.scores, net.probabilities, net.predict, net.layer_inputs):
        method(x)
    for array, before in zip(arrays, kept):
        assert_array_equal(array, before)


# -- inside the network

def test_forward_from_layer_k_on_its_input_gives_the_scores(example):
    net, x, _ = example
    inputs = net.layer_inputs(x)
    assert len(inputs) == len(net.layers)
    for k, h in enumerate(inputs):
        assert_array_equal(net.forward(h, start=k)[0], net.scores(x))


def test_forward_from_layer_k_takes_the_masks_of_the_layers_above(rng, maxout):
    net, h, _ = maxout
    masks = net.draw_masks(rng, N)
    s, _ = net.forward(h, masks)
    for k, layer in enumerate(net.layers):
        assert_array_equal(net.forward(h, masks, start=k)[0], s)
        h, _ = layer.forward(h, masks[k])


def test_backward_from_layer_k_gives_the_gradients_of_the_layers_above(example):
    net, x, y = example
    _, _, grads = net.loss_and_grads(x, y)
    at_inputs = net.grad_layer_inputs(x, y)
    for k, h in enumerate(net.layer_inputs(x)):
        s, caches = net.forward(h, start=k)
        _, cache = net.loss_function.forward(s, y)
        above, upper = net.backward(net.loss_function.backward(1.0, cache), caches)
        for ours, theirs in zip(above, at_inputs[k:], strict=True):
            assert_array_equal(ours, theirs)
        for name, grad in upper.items():
            assert_array_equal(grad, grads[name])


def test_the_gradient_at_a_layers_input_is_that_of_J_as_a_function_of_it(rng, example):
    net, x, y = example
    at_inputs = net.grad_layer_inputs(x, y)
    for k, h in enumerate(net.layer_inputs(x)):
        v, step = rng.standard_normal(h.shape), 1e-6
        up, down = (net.loss_function.forward(net.forward(h + t * v, start=k)[0], y)[0]
                    for t in (step, -step))
        slope = (up - down) / (2 * step)
        assert slope == pytest.approx(np.sum(v * at_inputs[k]), rel=1e-5, abs=1e-9)


# -- dropout

def test_without_rng_and_masks_there_is_no_dropout(maxout):
    net, x, y = maxout
    J, _, _ = net.loss_and_grads(x, y)
    kept = tuple(None if mask is None else np.ones_like(mask)
                 for mask in net.draw_masks(np.random.default_rng(0), N))
    assert J == net.loss_and_grads(x, y, masks=kept)[0]
    assert J != net.loss_and_grads(x, y, np.random.default_rng(0))[0]


def test_the_same_seed_gives_the_same_bits(maxout):
    net, x, y = maxout
    (J, grad_x, grads), (J2, grad_x2, grads2) = (
        net.loss_and_grads(x, y, np.random.default_rng(4)) for _ in range(2))
    assert J == J2
    assert_array_equal(grad_x, grad_x2)
    for name in grads:
        assert_array_equal(grads[name], grads2[name])


def test_masks_drawn_before_are_those_that_rng_would_draw(maxout):
    net, x, y = maxout
    masks = net.draw_masks(np.random.default_rng(4), N)
    by_masks = net.loss_and_grads(x, y, masks=masks)
    assert by_masks[0] == net.loss_and_grads(x, y, np.random.default_rng(4))[0]


def test_a_dropped_pixel_has_gradient_0(maxout):
    net, x, y = maxout
    masks = net.draw_masks(np.random.default_rng(4), N)
    _, grad_x, _ = net.loss_and_grads(x, y, masks=masks)
    assert (masks[0] == 0).any()
    assert_array_equal(grad_x[masks[0] == 0], 0)


def test_the_recipes_masks_keep_inputs_unscaled_and_double_hidden_units(rng):
    net = models.maxout_network(rng=rng, units=(240, 200))
    masks = net.draw_masks(rng, 100)
    shapes = [(mask.shape, mask.max(), mask.dtype) for mask in masks if mask is not None]
    assert shapes == [((100, 784), 1, np.float32), ((100, 240), 2, np.float32),
                      ((100, 200), 2, np.float32)]
    kept = [np.mean(mask > 0) for mask in masks if mask is not None]
    assert_allclose(kept, [.8, .5, .5], atol=.02)


# -- many rows, copies

def test_more_rows_than_a_chunk_give_what_each_row_gives_alone(rng, maxout, monkeypatch):
    net, x, y = maxout
    scores, direction = net.scores(x), net.attack_direction(x, y)
    monkeypatch.setattr(network, "ROWS", 4)
    assert_allclose(net.scores(x), scores, rtol=1e-13)
    assert_allclose(net.attack_direction(x, y), direction, rtol=1e-12, atol=1e-15)


def test_parameters_are_the_live_arrays(example):
    net, x, _ = example
    before = net.scores(x)
    for parameter in net.parameters().values():
        parameter += 1
    assert (net.scores(x) != before).any()
    assert all(one is two for one, two in zip(net.parameters().values(),
                                              net.parameters().values()))


def test_layers_with_parameters_count_from_0_and_dropout_is_not_counted(maxout):
    assert list(maxout[0].parameters()) == ["layer0.W", "layer0.b", "layer1.W", "layer1.b",
                                            "layer2.W", "layer2.b"]


def test_a_copy_shares_no_parameters_and_keeps_their_bits(example):
    net, x, _ = example
    copy, single = net.copy(), net.astype(np.float32)
    assert_array_equal(copy.scores(x), net.scores(x))
    assert single.dtype == np.float32 and single.scores(x.astype(np.float32)).dtype == np.float32
    for other in (copy, single):
        for one, two in zip(net.parameters().values(), other.parameters().values()):
            assert not np.shares_memory(one, two)
            layouts = [np.moveaxis(array, 0, -1).flags.c_contiguous for array in (one, two)]
            assert layouts[0] == layouts[1], "pieces are no longer rows in memory"


@pytest.mark.parametrize("model", models.MODELS)
def test_the_scores_along_a_way_are_those_of_its_points(rng, model, monkeypatch):
    sizes = {"logistic_regression": (7,), "maxout_network": (7, (5, 4), 3, 6),
             "mlp": (7, (5,), 6)}.get(model, (7, 6))
    net = models.MODELS[model](*sizes, rng=rng, dtype=np.float64)
    for parameter in net.parameters().values():               # biases of 0 would hide theirs
        parameter += .3 * rng.standard_normal(parameter.shape)
    monkeypatch.setattr(network, "ROWS", 4)
    x, eta, eps_values = rng.random((9, 7)), rng.choice([-1., 0., 1.], (9, 7)), [-1.5, 0, .25, 3]
    found = net.scores_along(x, eta, eps_values)
    wanted = [net.scores(x + eps * eta) for eps in eps_values]
    assert_allclose(found, wanted, rtol=1e-12, atol=1e-14)
