"""What a network refuses, each in one sentence that names the argument, and what it takes.

N examples, D inputs, C classes.
"""
import numpy as np
import pytest

from scratchadv import double_backprop, hidden_perturbation, losses, metrics, models
from scratchadv.gradcheck_catalogue import gradients
from scratchadv.layers import affine
from scratchadv.layers.bound import Dropout, Layer
from scratchadv.network import Network

N, D, C = gradients.N, gradients.D, gradients.C


@pytest.fixture
def maxout(rng):
    return gradients.example("maxout_network", rng)


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
    (np.full((3, D), 255, np.uint8), "x must hold pixels from 0 to 1, got .* to 255; divide 8-bit"),
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


@pytest.mark.parametrize("eta, eps_values, message", [
    (np.zeros((1, D)), [.1], r"eta must have shape \(3, 7\) as x has, got \(1, 7\)"),
    (np.zeros((3, D)), [], "eps_values must hold at least one number, got none"),
    (np.zeros((3, D)), [np.nan], "eps_values must be a finite number, got nan"),
])
def test_scores_along_other_rows_or_no_eps_are_refused(softmax, eta, eps_values, message):
    with pytest.raises(ValueError, match=message):
        softmax.scores_along(GOOD_X, eta, eps_values)


def test_a_whole_numbered_eta_is_no_picture(softmax):
    two = np.full((3, D), 2)
    assert np.array_equal(softmax.scores_along(GOOD_X, two, [.1]),
                          softmax.scores_along(GOOD_X, two.astype(float), [.1]))


def test_scores_along_one_number_are_those_of_a_list_with_it(softmax):
    assert np.array_equal(softmax.scores_along(GOOD_X, GOOD_X + 1, .1),
                          softmax.scores_along(GOOD_X, GOOD_X + 1, [.1]))


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
    (np.array([0, 1, 1], np.uint8), r"y must hold .* \[0 1\]; .* use 2\*y.astype\(int\) - 1"),
    (np.array([0, 1, 1]) == 1, r"y must hold .* \[False  True\]; .* use 2\*y.astype\(int\) - 1"),
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


@pytest.mark.parametrize("masks, got", [((None, None), "2"), (True, "True"), (.5, "0.5")])
def test_masks_that_are_not_one_a_layer_are_refused(maxout, masks, got):
    net, x, y = maxout
    with pytest.raises(ValueError, match="masks must have one entry for each of the 6 layers, got "
                       f".*{got}"):
        net.loss_and_grads(x, y, masks=masks)


@pytest.mark.parametrize("ask", [
    lambda net, x, y: hidden_perturbation.perturbed(net, x, y, (None, None)),
    lambda net, x, y: double_backprop.slope_and_grads(net, x, y, x, np.ones((len(x), 1)),
                                                      masks=(None, None))])
def test_too_few_masks_are_refused_wherever_a_pass_takes_them(maxout, ask):
    with pytest.raises(ValueError, match="masks must have one entry for each of the 6 layers"):
        ask(*maxout)


@pytest.mark.parametrize("masks, message", [
    ((np.ones((1, D)), *5 * [None]), r"masks must have an entry .* shape \(11, 7\), got \(1, 7\)"),
    ((np.ones(D), *5 * [None]), r"masks must have an entry .* shape \(11, 7\), got \(7,\)"),
    ((None, np.ones((N, D)), *4 * [None]), "masks must be None .* but dropout, .* the kind maxout"),
])
def test_masks_of_another_shape_or_place_are_refused(maxout, masks, message):
    net, x, y = maxout
    with pytest.raises(ValueError, match=message):
        net.loss_and_grads(x, y, masks=masks)


def test_nothing_in_the_place_of_an_array_is_told_as_nothing(softmax):
    with pytest.raises(ValueError, match=r"y must have shape \(3,\), .* got None"):
        softmax.loss(GOOD_X, None)
    with pytest.raises(ValueError, match="x must have shape .* got 'digits'"):
        softmax.scores("digits")


@pytest.mark.parametrize("size", [0., -1., np.nan, np.inf])
def test_a_size_that_divides_nothing_is_refused(maxout, size):
    net, x, y = maxout
    with pytest.raises(ValueError, match="size must be finite and above 0, got"):
        double_backprop.slope_and_grads(net, x, y, x, np.full((len(x), 1), size))


@pytest.mark.parametrize("keep, scale, message", [
    (80, 1, "keep must be a number from 0 to 1, got 80"), (np.nan, 1, "keep must be a number"),
    (.8, -1, "scale must be a finite number, 0 or more, got -1")])
def test_a_dropout_of_no_probability_is_refused(keep, scale, message):
    with pytest.raises(ValueError, match=message):
        Dropout(D, keep=keep, scale=scale)


@pytest.mark.parametrize("N", [0, -1, 6., "6", None])
def test_masks_for_no_number_of_examples_are_refused(softmax, rng, N):
    with pytest.raises(ValueError, match="N must be a whole number, 1 or more, got"):
        softmax.draw_masks(rng, N)


@pytest.mark.parametrize("ask", [
    lambda net: net.predict(GOOD_X), lambda net: metrics.error(net, GOOD_X, GOOD_Y),
    lambda net: metrics.outcome(net, GOOD_X), lambda net: metrics.confidence(net, GOOD_X)])
def test_scores_that_are_nan_are_no_labels(softmax, ask):
    softmax.parameters()["layer0.b"][1] = np.nan
    with pytest.raises(ValueError, match="net must return scores that are numbers, got 3 NaN of "):
        ask(softmax)


@pytest.mark.parametrize("start", [-1, 7, 99, .5, 1.0, True])
def test_a_start_that_is_no_layer_is_refused(maxout, start):
    net, x, _ = maxout
    with pytest.raises(ValueError, match=f"start must be the number of a layer.* got {start}"):
        net.forward(x, start=start)


@pytest.mark.parametrize("returned", [0, 1, 3])
def test_a_layer_whose_backward_forgets_a_gradient_or_adds_one_is_named(rng, returned):
    W, b = rng.standard_normal((D, C)), np.zeros(C)

    def backward(*given):
        grad_x, *grads = *affine.affine_backward(*given), W
        return (grad_x, *grads[:returned]) if returned else grad_x

    layer = Layer("mine", affine.affine_forward, backward, theta={"W": W, "b": b})
    net = Network([layer], losses.SOFTMAX, n_inputs=D, n_classes=C, spec={})
    with pytest.raises(ValueError, match="backward of the layer mine must return grad_x and then a "
                       f"gradient each of W, b, got grad_x and {returned} more"):
        net.loss_and_grads(GOOD_X, GOOD_Y)


def test_integer_pixels_and_signed_float_labels_are_taken(rng):
    net = models.logistic_regression(D, rng=rng)
    assert net.loss(np.ones((2, D), np.uint8), np.array([-1.0, 1.0])) == pytest.approx(np.log(2))


@pytest.mark.parametrize("name", gradients.MODELS)
def test_any_finite_x_is_taken(rng, name):
    net, x, y = gradients.example(name, rng)
    J, grad_x, grads = net.loss_and_grads(1000 * x, y)
    assert np.isfinite([J, np.abs(grad_x).max(), *(np.abs(g).max() for g in grads.values())]).all()
