"""The gradient check finds what is wrong in a backward, and says so.

N examples, D inputs, M units, K pieces, C classes.
"""
import numpy as np
import pytest

from scratchadv import losses
from scratchadv.gradcheck import check
from scratchadv.layers import activations, affine, maxout, rbf
from scratchadv.losses import softmax
from scratchadv.network import Layer, Network

N, D, M, K, C = 5, 7, 4, 3, 6


# -- planted errors: each a backward that somebody has written

def affine_sign(grad_z, cache):
    grad_x, grad_W, grad_b = affine.affine_backward(grad_z, cache)
    return -grad_x, grad_W, grad_b


def affine_twice(grad_z, cache):
    grad_x, grad_W, grad_b = affine.affine_backward(grad_z, cache)
    return grad_x, 2 * grad_W, grad_b


def affine_other_examples(grad_z, cache):
    grad_x, grad_W, grad_b = affine.affine_backward(grad_z, cache)
    return grad_x, grad_W, grad_b[::-1]


def affine_one_entry(grad_z, cache):
    grad_x, grad_W, grad_b = affine.affine_backward(grad_z, cache)
    grad_W[2, 1] *= 1 + 1e-4
    return grad_x, grad_W, grad_b


def affine_nan(grad_z, cache):
    grad_x, grad_W, grad_b = affine.affine_backward(grad_z, cache)
    return grad_x, grad_W, grad_b * np.nan


def maxout_all_pieces(grad_h, cache):
    winner, K = cache
    return np.repeat(grad_h[:, :, None], K, axis=2)


def maxout_last_piece(grad_h, cache):
    winner, K = cache
    return maxout.max_pieces_backward(grad_h, (np.full_like(winner, K - 1), K))


def rbf_without_beta(grad_q, cache):
    x, mu, beta = cache
    return rbf.rbf_backward(grad_q, (x, mu, np.ones_like(beta)))


def relu_leak(grad_out, cache):
    return grad_out


def sigmoid_squared(grad_out, cache):
    return grad_out * cache ** 2


def softmax_without_mean(grad_J, cache):
    return len(cache[1]) * softmax.softmax_cross_entropy_backward(grad_J, cache)


def softmax_without_grad_J(grad_J, cache):
    return softmax.softmax_cross_entropy_backward(1.0, cache)


def softmax_without_label(grad_J, cache):
    log_p, y = cache
    return np.exp(log_p) * (grad_J / len(y))


AFFINE = (affine.affine_forward, [(N, D), (D, M), (M,)])
MAX = (maxout.max_pieces_forward, [(N, M, K)])
RBF = (rbf.rbf_forward, [(N, D), (C, D), (C, D)])
RELU = (activations.relu_forward, [(N, D)])
SIGMOID = (activations.sigmoid_forward, [(N, D)])
SOFTMAX = (softmax.softmax_cross_entropy_forward, [(N, C)])


@pytest.mark.parametrize("pair, backward, culprit", [
    (AFFINE, affine_sign, "x"), (AFFINE, affine_twice, "W"), (AFFINE, affine_other_examples, "b"),
    (AFFINE, affine_one_entry, "W"), (AFFINE, affine_nan, "b"), (MAX, maxout_all_pieces, "z"),
    (MAX, maxout_last_piece, "z"), (RBF, rbf_without_beta, None), (RELU, relu_leak, "x"),
    (SIGMOID, sigmoid_squared, "x"), (SOFTMAX, softmax_without_mean, "s"),
    (SOFTMAX, softmax_without_grad_J, "s"), (SOFTMAX, softmax_without_label, "s"),
], ids=lambda value: getattr(value, "__name__", None))
def test_a_wrong_backward_fails_both_questions_and_is_named(rng, pair, backward, culprit):
    forward, shapes = pair
    data = (rng.integers(C, size=N),) if pair is SOFTMAX else ()
    args = tuple(rng.standard_normal(shape) for shape in shapes)
    report = check(forward, backward, args, data=data, rng=rng, zeros_allowed=1)
    assert not report.adjoint_error < 1e-8, "the adjoint identity holds for a wrong gradient"
    assert not report.worst.error < 1e-6, "no entry of a wrong gradient differs"
    assert culprit in (None, report.worst.argument), "the worst entry is in another argument"
    assert not report.passed and str(report.worst) in str(report)


def test_the_worst_entry_is_the_one_that_is_wrong(rng):
    args = tuple(rng.standard_normal(shape) for shape in AFFINE[1])
    worst = check(affine.affine_forward, affine_one_entry, args, rng=rng).worst
    assert (worst.argument, worst.index) == ("W", (2, 1))
    assert worst.error == pytest.approx(1e-4, rel=1e-3)
    assert worst.analytic / worst.numeric == pytest.approx(1 + 1e-4)


def test_a_sum_over_the_wrong_axis_fails_where_shapes_agree(rng):
    def wrong_axis(grad_z, cache):
        grad_x, grad_W, _ = affine.affine_backward(grad_z, cache)
        return grad_x, grad_W, grad_z.sum(axis=1)
    args = rng.standard_normal((N, D)), rng.standard_normal((D, N)), rng.standard_normal(N)
    assert check(affine.affine_forward, wrong_axis, args, rng=rng).worst.argument == "b"


def test_a_transposed_square_matrix_fails(rng):
    def transposed(grad_z, cache):
        grad_x, grad_W, grad_b = affine.affine_backward(grad_z, cache)
        return grad_x, grad_W.T, grad_b
    args = rng.standard_normal((N, D)), rng.standard_normal((D, D)), rng.standard_normal(D)
    assert check(affine.affine_forward, transposed, args, rng=rng).worst.argument == "W"


def test_a_gradient_of_another_shape_is_named(rng):
    def transposed(grad_z, cache):
        grad_x, grad_W, grad_b = affine.affine_backward(grad_z, cache)
        return grad_x, grad_W.T, grad_b
    args = tuple(rng.standard_normal(shape) for shape in AFFINE[1])
    report = check(affine.affine_forward, transposed, args, rng=rng)
    assert report.failures == ["the gradient of W must have shape (7, 4), got (4, 7)"]


def test_a_missing_gradient_is_named(rng):
    args = tuple(rng.standard_normal(shape) for shape in AFFINE[1])
    report = check(affine.affine_forward, affine.affine_grad_x, args, rng=rng)
    assert report.failures == ["backward must return 3 gradients (x, W, b), got 1"]


def test_a_network_with_a_wrong_layer_fails_in_that_layer(rng):
    def layer(D, M, backward):
        return Layer("affine", affine.affine_forward, backward,
                     theta={"W": rng.standard_normal((D, M)), "b": rng.standard_normal(M)})
    net = Network([layer(D, M, affine.affine_backward), layer(M, C, affine_twice)],
                  losses.SOFTMAX, n_inputs=D, n_classes=C, spec={"model": "two affine layers"})
    report = check(net, x=rng.standard_normal((N, D)), y=rng.integers(C, size=N), rng=rng)
    assert report.worst.argument == "layer1.W" and not report.passed
