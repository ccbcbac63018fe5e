"""Theorems about the chain: gradients at every layer, purity, and the direction of the attack.

N examples, D inputs, C classes.
"""
from inspect import Parameter, Signature

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from scratchadv import datasets, gradcheck, models, network
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
        for parameter, value in zip(net.parameters().values(), theta):
            parameter[...] = value
        s, caches = net.forward(x)
        pieces = [gradcheck.PIECES[layer.kind](cache) for layer, cache in caches
                  if layer.kind in gradcheck.PIECES]
        return s, (caches, np.concatenate([p.ravel() for p in pieces]) if pieces else np.zeros(0))

    def backward(grad_s, cache):
        grad_inputs, grads = net.backward(grad_s, cache[0])
        return grad_inputs[0], *grads.values()

    args = (x, *(parameter.copy() for parameter in net.parameters().values()))
    forward.__signature__ = signature(names)
    report = gradcheck.check(forward, backward, args, rng=rng, pieces=lambda cache: cache[1])
    assert report.adjoint_error < 1e-8 and report.worst.error < 1e-6, report


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


# -- the direction of the attack

def rows_are_positive_multiples(ours, theirs, rtol):
    factor = np.sum(ours * theirs, axis=1) / np.sum(theirs ** 2, axis=1)
    assert (factor > 0).all()
    scale = np.abs(ours).max()
    assert_allclose(ours, factor[:, None] * theirs, rtol=rtol, atol=rtol * scale)


def test_the_direction_is_the_gradient_times_a_positive_factor_per_row(example):
    net, x, y = example
    rows_are_positive_multiples(net.attack_direction(x, y), net.grad_x(x, y), rtol=1e-11)


def test_directions_have_the_dtype_of_x(example):
    net, x, y = example
    assert net.attack_direction(x, y).dtype == np.float64
    assert net.attack_direction(x.astype(np.float32), y).dtype == np.float32
    assert net.astype(np.float32).float32_direction(x.astype(np.float32), y).dtype == np.float32


def trained(name, rng, train):
    """A float32 net after 150 plain steps of SGD."""
    make = {"softmax": models.softmax_regression,
            "maxout": lambda rng: models.maxout_network(rng=rng, units=(40, 30), init=.05),
            "sigmoids": lambda rng: models.maxout_network(rng=rng, units=(40, 30), init=.05,
                                                          top="sigmoids")}
    net = make[name](rng=rng)
    for step in range(150):
        rows = slice(100 * step, 100 * step + 100)
        _, _, grads = net.loss_and_grads(train.x[rows], train.y[rows])
        for parameter, grad in zip(net.parameters().values(), grads.values()):
            parameter -= np.float32(.2) * grad
    return net


def exact_direction(net, x, y):
    """grad_x of each row's loss over its largest entry of dJ/ds, from the formulas, in float64."""
    net, x = net.astype(np.float64), x.astype(np.float64)
    s, caches = net.forward(x)
    label = np.arange(s.shape[1]) == y[:, None]
    if net.loss_function.name == "sigmoids":
        log_size = np.where(label, -np.logaddexp(0, s), -np.logaddexp(0, -s))
    else:
        others = np.logaddexp.reduce(np.where(label, -np.inf, s), axis=1, keepdims=True)
        log_size = np.where(label, others, s)
    log_size -= log_size.max(axis=1, keepdims=True)
    return net.backward_to_input(np.where(label, -1, 1) * np.exp(log_size), caches)


@pytest.mark.parametrize("name", ["softmax", "maxout", "sigmoids"])
def test_at_scores_times_1000_in_float32_every_sign_is_that_of_exact_arithmetic(rng, name):
    train, test = datasets.load_mnist()
    net = trained(name, rng, train)
    for parameter in list(net.parameters().values())[-2:]:
        parameter *= 1000
    x, y = test.x[:1000], test.y[:1000]
    assert np.abs(net.scores(x)).max() > 1000
    for labels in (y, (y + 1) % 10):
        g = exact_direction(net, x, labels)
        counted = np.abs(g) > 1e-5 * np.abs(g).max(axis=1, keepdims=True)
        wrong = counted & (np.sign(net.attack_direction(x, labels)) != np.sign(g))
        assert wrong.sum() == 0
    paper = np.sign(net.float32_direction(x, y)) != np.sign(exact_direction(net, x, y))
    assert paper.mean() > .1, "nothing saturates here: the test would show nothing"


def test_scores_that_tie_within_float32_are_told_apart(rng):
    """s = (1e4 + 1, 1e4 + 1.0003, 0), label 2: where the first two are taken for equal, so are the
    weights of the second input, 1 and -1, and its gradient is 0 instead of -.0003."""
    net = models.softmax_regression(2, 3, rng=rng)
    theta = net.parameters()
    theta["layer0.W"][...], theta["layer0.b"][...] = [[1, 1.0003, 0], [1, -1, 0]], [1e4, 1e4, 0]
    x, y = np.array([[1, 0]], np.float32), np.array([2])
    assert net.scores(x)[0, 0] == net.scores(x)[0, 1]
    assert_array_equal(np.sign(exact_direction(net, x, y)), [[1, -1]])
    assert_array_equal(np.sign(net.attack_direction(x, y)), [[1, -1]])


# -- doors

@pytest.fixture
def softmax(rng):
    return models.softmax_regression(D, C, rng=rng, dtype=np.float64)


GOOD_X, GOOD_Y = np.zeros((3, D)), np.array([0, 1, 2])


@pytest.mark.parametrize("x, message", [
    (np.zeros(D), r"x must have shape \(N, 7\), got one example of .*; pass x\[None, :\]"),
    (np.zeros((3, D + 1)), r"x must have shape \(N, 7\) with N >= 1, got .* shape \(3, 8\)"),
    (np.zeros((3, D, 1)), r"x must have shape \(N, 7\)"),
    (np.zeros((0, D)), r"x must have shape \(N, 7\) with N >= 1"),
    (None, r"x must have shape \(N, 7\)"),
    (1.0, r"x must have shape \(N, 7\)"),
    (np.zeros((3, D), complex), "x must hold real numbers"),
    (np.zeros((3, D), bool), "x must hold real numbers"),
    (np.full((3, D), "a"), "x must hold real numbers"),
    (np.full((3, D), None), "x must hold real numbers"),
    ([[0.0] * D, [0.0] * (D - 1)], "x must be an array"),
    (np.where(np.eye(3, D), np.nan, 0), "x must be finite, got 3 NaN or infinite .* out of 21"),
    (np.where(np.eye(3, D), np.inf, 0), "x must be finite, got 3 NaN or infinite .* out of 21"),
])
@pytest.mark.parametrize("method", ["scores", "loss", "loss_and_grads", "attack_direction"])
def test_a_wrong_x_is_refused_in_one_sentence(softmax, method, x, message):
    with pytest.raises(ValueError, match=message):
        getattr(softmax, method)(x, *([] if method == "scores" else [GOOD_Y]))


@pytest.mark.parametrize("y, message", [
    (np.array([0, 1]), r"y must have shape \(3,\), one label for each example"),
    (np.eye(3, C), r"y must have shape \(3,\).* for one-hot labels use y.argmax\(axis=1\)"),
    (1, r"y must have shape \(3,\)"),
    (None, r"y must have shape \(3,\)"),
    (np.array([0.0, 1, 2]), r"y must hold whole class numbers, got .*; use y.astype\(int\)"),
    (np.array([True, False, True]), "y must hold whole class numbers, got dtype bool"),
    (np.array(["0", "1", "2"]), "y must hold whole class numbers"),
    (np.array([0, 1, C]), r"y must lie in 0..5 \(6 classes\), got values from 0 to 6"),
    (np.array([0, -1, 1]), r"y must lie in 0..5 \(6 classes\), got values from -1 to 1"),
])
@pytest.mark.parametrize("method", ["loss", "grad_x", "loss_and_grads", "float32_direction"])
def test_a_wrong_y_is_refused_in_one_sentence(softmax, method, y, message):
    with pytest.raises(ValueError, match=message):
        getattr(softmax, method)(GOOD_X, y)


@pytest.mark.parametrize("y, message", [
    (np.array([0, 1, 1]), r"y must hold -1 and \+1 only, got the values \[0 1\]; .* use 2\*y - 1"),
    (np.array([-1, 1, 2]), r"y must hold -1 and \+1 only, got the values \[-1  1  2\]"),
    (np.array([-1, 1, np.nan]), r"y must hold -1 and \+1 only"),
    (np.array([-1, 1, None]), r"y must hold -1 and \+1 only"),
    (np.array([[-1], [1], [1]]), r"y must have shape \(3,\)"),
])
def test_a_wrong_y_of_a_binary_model_is_refused(rng, y, message):
    net = models.logistic_regression(D, rng=rng)
    with pytest.raises(ValueError, match=message):
        net.loss_and_grads(GOOD_X, y)


@pytest.mark.parametrize("wrong", [0, np.random.RandomState(0), np.random])
def test_a_wrong_rng_is_refused(maxout, wrong):
    net, x, y = maxout
    with pytest.raises(ValueError, match="rng must be a numpy Generator, got .*; use numpy.ran"):
        net.loss_and_grads(x, y, wrong)


def test_both_rng_and_masks_are_refused(rng, maxout):
    net, x, y = maxout
    with pytest.raises(ValueError, match="rng and masks exclude each other: pass one of them"):
        net.loss_and_grads(x, y, rng, masks=net.draw_masks(rng, N))


def test_a_wrong_number_of_masks_is_refused(maxout):
    net, x, y = maxout
    with pytest.raises(ValueError, match="masks must have one entry for each of the 6 layers"):
        net.loss_and_grads(x, y, masks=(None, None))


def test_integer_pixels_and_signed_float_labels_are_taken(rng):
    net = models.logistic_regression(D, rng=rng)
    assert net.loss(np.ones((2, D), np.uint8), np.array([-1.0, 1.0])) == pytest.approx(np.log(2))


def test_any_finite_x_is_taken(example):
    net, x, y = example
    J, grad_x, grads = net.loss_and_grads(1000 * x, y)
    assert np.isfinite([J, np.abs(grad_x).max(), *(np.abs(g).max() for g in grads.values())]).all()
