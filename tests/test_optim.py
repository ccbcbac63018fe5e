"""The in-place updates of momentum, max norm and Adam.  D inputs, M units, K pieces."""
import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from scratchadv import optim

D, M, K = 7, 4, 3


def test_momentum_follows_three_steps_worked_by_hand():
    theta, v = np.array([1.]), np.array([0.])
    for grad, wanted_v, wanted in [(2., -.2, .8), (1., -.2, .6), (-3., .2, .8)]:
        optim.update_momentum(theta, v, np.array([grad]), .1, .5)
        assert_allclose(v, wanted_v, rtol=1e-14, err_msg="v <- momentum v - lr g, unaveraged")
        assert_allclose(theta, wanted, rtol=1e-14)


@pytest.mark.parametrize("optimizer", [optim.SGD(), optim.Adam()])
def test_a_network_or_all_that_it_returns_in_the_place_of_arrays_by_name_is_refused(optimizer):
    theta = {"layer0.b": np.zeros(3)}
    with pytest.raises(ValueError, match="parameters must be {name: array}, .* got list"):
        optimizer.start([*theta.values()])
    optimizer.start(theta)
    with pytest.raises(ValueError, match="grads must be {name: array}, .* got tuple"):
        optimizer.update(theta, (1., np.ones((2, 4)), theta))


def test_max_norm_limits_each_piece_and_not_each_unit(rng):
    W = rng.standard_normal((D, M, K))
    W /= np.linalg.norm(W, axis=0)
    W[:, 1, 2] *= 3
    W[:, 2, 0] *= .5
    optim.update_max_norm(W, 1.9)
    norm = np.ones((M, K))
    norm[1, 2], norm[2, 0] = 1.9, .5
    assert_allclose(np.linalg.norm(W, axis=0), norm, rtol=1e-14,
                    err_msg="sum over the inputs only: axis 0, not (0, 2)")


def test_max_norm_keeps_the_direction(rng):
    W = rng.standard_normal((D, M))
    before = W / np.linalg.norm(W, axis=0)
    optim.update_max_norm(W, .1)
    assert_allclose(W / np.linalg.norm(W, axis=0), before, rtol=1e-14)


def test_max_norm_leaves_pieces_below_the_limit_bit_for_bit(rng):
    W = rng.standard_normal((D, M, K))
    W[:, 0, 0] *= 100
    before = W.copy()
    optim.update_max_norm(W, 50)
    assert W[0, 0, 0] != before[0, 0, 0]
    W[:, 0, 0] = before[:, 0, 0]
    assert_array_equal(W, before, err_msg="scale only those above the limit")


def test_max_norm_of_zero_weights_is_no_division_by_zero():
    W = np.zeros((D, M))
    optim.update_max_norm(W, 0)
    assert_array_equal(W, 0)


@pytest.mark.parametrize("switch", ["numba", "numpy"])
@pytest.mark.parametrize("shape", [(D, M), (D, M, K)])
def test_the_fused_update_is_momentum_and_then_max_norm(rng, monkeypatch, switch, shape):
    monkeypatch.setenv("SCRATCHADV_KERNELS", switch)
    W, v, grad = (rng.standard_normal(shape) for _ in range(3))
    ours, our_v = W.copy(), v.copy()
    optim.update_momentum_max_norm(ours, our_v, grad, .1, .5, 2.)
    optim.update_momentum(W, v, grad, .1, .5)
    optim.update_max_norm(W, 2.)
    assert_allclose(ours, W, rtol=1e-13)
    assert_allclose(our_v, v, rtol=1e-13, err_msg="max norm must not scale the velocity")


def test_adams_first_step_is_lr_along_the_sign_whatever_the_size_of_the_gradient():
    theta, mean, square = np.zeros(4), np.zeros(4), np.zeros(4)
    optim.update_adam(theta, mean, square, np.array([1e-3, -1., 1e3, 0.]), .01, .9, .999, 1e-12, 1)
    assert_allclose(theta, [-.01, .01, -.01, 0], rtol=1e-8, err_msg="is the bias corrected?")


def test_adam_follows_two_steps_worked_by_hand():
    theta, mean, square = np.zeros(1), np.zeros(1), np.zeros(1)
    optim.update_adam(theta, mean, square, np.array([2.]), .1, .5, .75, 0., 1)   # moments 1, 1
    optim.update_adam(theta, mean, square, np.array([-1.]), .1, .5, .75, 0., 2)  # moments 0, 1
    assert_allclose([mean[0], square[0], theta[0]], [0, 1, -.1], atol=1e-15)
