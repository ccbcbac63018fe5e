"""Theorems about the layers.  N examples, D inputs, M units, K pieces, C classes."""
import numpy as np
import pytest
from modules import forward_functions
from numpy.testing import assert_allclose, assert_array_equal

from scratchadv.layers import activations, affine, dropout, maxout, rbf

N, D, M, K, C = 5, 7, 4, 3, 6

PAIRS = {
    "affine": (affine.affine_forward, affine.affine_backward, [(N, D), (D, M), (M,)]),
    "column": (affine.column_forward, affine.column_backward, [(N, 1)]),
    "max_pieces": (maxout.max_pieces_forward, maxout.max_pieces_backward, [(N, M, K)]),
    "maxout": (maxout.maxout_forward, maxout.maxout_backward, [(N, D), (D, M, K), (M, K)]),
    "rbf": (rbf.rbf_forward, rbf.rbf_backward, [(N, D), (C, D), (C, D)]),
    "dropout": (dropout.dropout_forward, dropout.dropout_backward, [(N, D), (N, D)]),
    "relu": (activations.relu_forward, activations.relu_backward, [(N, D)]),
    "sigmoid": (activations.sigmoid_forward, activations.sigmoid_backward, [(N, D)]),
    "exp": (activations.exp_forward, activations.exp_backward, [(N, D)]),
}


@pytest.fixture(params=PAIRS)
def pair(request):
    return PAIRS[request.param]


def draw(rng, shapes, dtype=np.float64):
    return tuple(rng.standard_normal(shape).astype(dtype) for shape in shapes)


# -- every pair

def test_every_pair_of_the_package_stands_above():
    assert {forward.__name__ for forward, _, _ in PAIRS.values()} == forward_functions()


def test_forward_and_backward_modify_no_argument(rng, pair):
    forward, backward, shapes = pair
    args = draw(rng, shapes)
    kept = [arg.copy() for arg in args]
    out, cache = forward(*args)
    grad_out = rng.standard_normal(out.shape)
    kept_grad = grad_out.copy()
    first = backward(grad_out, cache)
    second = backward(grad_out, cache)
    for arg, before in zip((*args, grad_out), (*kept, kept_grad)):
        assert_array_equal(arg, before)
    for one, two in zip(first, second):
        assert_array_equal(one, two, "backward changed its own cache")


def test_two_forward_passes_do_not_get_into_each_others_way(rng, pair):
    forward, backward, shapes = pair
    args, others = draw(rng, shapes), draw(rng, shapes)
    out, cache = forward(*args)
    grad_out = rng.standard_normal(out.shape)
    alone = backward(grad_out, cache)
    out, cache = forward(*args)
    forward(*others)
    for one, two in zip(alone, backward(grad_out, cache)):
        assert_array_equal(one, two, "something was remembered between calls")


def test_gradients_have_the_shapes_of_the_arguments_in_their_order(rng, pair):
    forward, backward, shapes = pair
    args = draw(rng, shapes)
    out, cache = forward(*args)
    grads = backward(np.ones_like(out), cache)
    grads = grads if isinstance(grads, tuple) else (grads,)
    differentiable = shapes[:1] if forward is dropout.dropout_forward else shapes
    assert [grad.shape for grad in grads] == differentiable


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_results_have_the_dtype_of_the_arguments(rng, pair, dtype):
    forward, backward, shapes = pair
    out, cache = forward(*draw(rng, shapes, dtype))
    grads = backward(np.ones_like(out), cache)
    grads = grads if isinstance(grads, tuple) else (grads,)
    assert {out.dtype, *(grad.dtype for grad in grads)} == {np.dtype(dtype)}


@pytest.mark.parametrize("name, grad_x", [
    ("affine", affine.affine_grad_x), ("maxout", maxout.maxout_grad_x), ("rbf", rbf.rbf_grad_x)])
def test_the_input_gradient_alone_is_the_first_that_backward_returns(rng, name, grad_x):
    forward, backward, shapes = PAIRS[name]
    out, cache = forward(*draw(rng, shapes))
    grad_out = rng.standard_normal(out.shape)
    assert_allclose(grad_x(grad_out, cache), backward(grad_out, cache)[0], rtol=1e-13, atol=1e-14)


# -- affine: the paper's linear explanation

def test_a_score_of_x_plus_eta_is_the_score_of_x_plus_that_of_eta(rng):
    x, W = draw(rng, [(N, D), (D, M)])
    eta = .25 * np.sign(W[:, 0])
    b = np.zeros(M)
    grown = affine.affine_forward(x + eta, W, b)[0] - affine.affine_forward(x, W, b)[0]
    assert_allclose(grown, np.tile(eta @ W, (N, 1)), rtol=1e-12, atol=1e-14)
    assert_allclose(grown[:, 0], .25 * np.abs(W[:, 0]).sum(), rtol=1e-12)


# -- maxout

def test_maxout_with_one_piece_is_affine(rng):
    x, W, b = draw(rng, [(N, D), (D, M, 1), (M, 1)])
    h, cache = maxout.maxout_forward(x, W, b)
    z, affine_cache = affine.affine_forward(x, W[:, :, 0], b[:, 0])
    grad = rng.standard_normal((N, M))
    assert_array_equal(h, z)
    for ours, theirs in zip(maxout.maxout_backward(grad, cache),
                            affine.affine_backward(grad, affine_cache)):
        assert_allclose(ours.reshape(theirs.shape), theirs, rtol=1e-13, atol=1e-15)


def test_maxout_is_the_largest_of_its_pieces(rng):
    x, W, b = draw(rng, [(N, D), (D, M, K), (M, K)])
    pieces = np.stack([x @ W[:, :, k] + b[:, k] for k in range(K)])
    assert_allclose(maxout.maxout_forward(x, W, b)[0], pieces.max(axis=0), rtol=1e-12, atol=1e-14)


def test_maxout_is_convex_in_its_input(rng):
    x, W, b = draw(rng, [(N, D), (D, M, K), (M, K)])
    x2 = rng.standard_normal((N, D))
    between, left, right = (maxout.maxout_forward(p, W, b)[0] for p in ((x + x2) / 2, x, x2))
    assert (between <= (left + right) / 2 + 1e-12).all()


def test_the_first_piece_wins_a_tie(rng):
    z = np.repeat(rng.standard_normal((N, M, 1)), K, axis=2)
    _, cache = maxout.max_pieces_forward(z)
    grad_z = maxout.max_pieces_backward(np.ones((N, M)), cache)
    assert_array_equal(grad_z, np.broadcast_to([1, 0, 0], (N, M, K)))


def test_the_first_of_two_equal_largest_pieces_wins():
    _, cache = maxout.max_pieces_forward(np.array([[[0.0, 2.0, 2.0]]]))
    assert_array_equal(maxout.max_pieces_backward(np.ones((1, 1)), cache), [[[0, 1, 0]]])


def test_the_memory_layout_of_W_makes_no_difference(rng):
    x, W, b = draw(rng, [(N, D), (D, M, K), (M, K)])
    rows = np.moveaxis(np.ascontiguousarray(np.moveaxis(W, 0, -1)), -1, 0)
    assert rows.strides != W.strides
    grad = rng.standard_normal((N, M))
    one, two = (maxout.maxout_backward(grad, maxout.maxout_forward(x, w, b)[1]) for w in (W, rows))
    for ours, theirs in zip(one, two):
        assert_allclose(ours, theirs, rtol=1e-13, atol=1e-14)


# -- RBF

def test_an_rbf_score_is_at_most_0_and_0_at_its_centre(rng):
    x, mu, log_beta = draw(rng, [(N, D), (C, D), (C, D)])
    x[:C] = mu[:N]
    q, _ = rbf.rbf_forward(x, mu, log_beta)
    assert (q <= 0).all()
    assert_array_equal(q[range(N), range(N)], 0)
    assert (q[~np.eye(N, C, dtype=bool)] < 0).all()


def test_the_rbf_score_is_the_quadratic_form_of_the_paper(rng):
    x, mu, log_beta = draw(rng, [(N, D), (C, D), (C, D)])
    q, _ = rbf.rbf_forward(x, mu, log_beta)
    for n in range(N):
        for c in range(C):
            d = x[n] - mu[c]
            assert q[n, c] == pytest.approx(-d @ np.diag(np.exp(log_beta[c])) @ d, rel=1e-12)


def test_an_rbf_score_of_minus_ten_thousand_is_finite_with_its_gradient():
    q, cache = rbf.rbf_forward(np.array([[100.0]]), np.zeros((1, 1)), np.zeros((1, 1)))
    grads = rbf.rbf_backward(np.ones((1, 1)), cache)
    assert q[0, 0] == -1e4
    assert [grad[0, 0] for grad in grads] == [-200, 200, -1e4]


# -- dropout

def test_a_mask_holds_0_or_the_scale_in_the_share_that_is_kept(rng):
    mask = dropout.dropout_mask(rng, (1000, 784), .8, 2, np.float32)
    kept = (mask == 2).mean()
    assert set(np.unique(mask)) == {0, 2} and mask.dtype == np.float32
    assert abs(kept - .8) < 5 * np.sqrt(.8 * .2 / mask.size), "five standard deviations"


def test_kept_with_a_half_and_scaled_by_2_a_unit_keeps_its_mean(rng):
    x = rng.standard_normal((1, 20)) + 3
    mask = dropout.dropout_mask(rng, (10_000, 20), .5, 2, np.float64)
    out, _ = dropout.dropout_forward(np.broadcast_to(x, mask.shape), mask)
    assert_allclose(out.mean(axis=0), x[0], rtol=5 / np.sqrt(10_000))


def test_the_mask_of_an_example_does_not_depend_on_its_neighbours(rng):
    mask = dropout.dropout_mask(rng, (4000, 30), .5, 1, np.float64) - .5
    correlation = 4 * np.mean(mask[:-1] * mask[1:])
    assert abs(correlation) < 5 / np.sqrt(mask.size)


def test_the_same_seed_draws_the_same_mask_and_another_seed_another():
    def mask(seed):
        return dropout.dropout_mask(np.random.default_rng(seed), (N, D), .5, 2, np.float64)
    assert_array_equal(mask(1), mask(1))
    assert (mask(1) != mask(2)).any()


def test_a_dropped_input_gets_no_gradient(rng):
    x, grad = draw(rng, [(N, D), (N, D)])
    mask = dropout.dropout_mask(rng, (N, D), .5, 2, np.float64)
    _, cache = dropout.dropout_forward(x, mask)
    assert_array_equal(dropout.dropout_backward(grad, cache), np.where(mask > 0, 2 * grad, 0))


# -- activations

def test_the_gradient_of_relu_at_0_is_0():
    out, cache = activations.relu_forward(np.array([-1.0, 0.0, 1.0]))
    assert_array_equal(out, [0, 0, 1])
    assert_array_equal(activations.relu_backward(np.ones(3), cache), [0, 0, 1])


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_sigmoid_is_finite_at_any_size_and_symmetric(dtype):
    x = np.array([1e4, 100, 3, 0], dtype)
    right, cache = activations.sigmoid_forward(x)
    left, _ = activations.sigmoid_forward(-x)
    assert_allclose(right + left, 1, rtol=2 * np.finfo(dtype).eps)
    assert np.isfinite(activations.sigmoid_backward(np.ones_like(x), cache)).all()
    assert_array_equal(right[[0, 3]], [1, .5])


@pytest.mark.parametrize("keep", [0, 1])
def test_a_mask_that_keeps_nothing_or_all_has_no_exception(rng, keep):
    mask = dropout.dropout_mask(rng, (1000, 784), keep, 2, np.float32)
    assert (mask == 2 * keep).all()
