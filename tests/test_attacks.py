"""FGSM: what theorems say of it, on small networks with random weights in float64.

N examples, D inputs, C classes.
"""
import itertools

import numpy as np
import pytest
from attack_nets import D, EPS, N, NETWORKS, ULP, Gradient, Linear, confident, labels, network
from numpy.testing import assert_allclose, assert_array_equal

from scratchadv.attacks import fgsm, least_likely
from scratchadv.attacks.fgsm import sign_step

DUAL = {np.inf: 1, 2: 2, 1: np.inf}      # max of eta . g over the ball: eps * dual norm of g


@pytest.fixture(params=NETWORKS)
def net(request, rng):
    return network(request.param, rng)


@pytest.fixture
def x(rng):
    return rng.random((N, D))


@pytest.fixture
def y(net, rng):
    return labels(net, rng)


# -- fgsm: the worst point of the ball

def test_fgsm_is_the_worst_point_of_the_box_for_a_linear_score(rng, x):
    g = rng.standard_normal(D)
    worst = fgsm(Linear(g), x, eps=EPS) @ g
    corners = np.array(list(itertools.product((-1, 1), repeat=D)))       # (2^D, D)
    corners = x[:, None] + EPS * corners                                 # (N, 2^D, D)
    assert_allclose(worst, (corners @ g).max(axis=1), rtol=D * ULP, atol=D * ULP,
                    err_msg="a corner of the box beats FGSM: sign(g) must be taken entry by entry")


@pytest.mark.parametrize("norm", [np.inf, 2, 1])
def test_no_random_point_of_the_ball_beats_fgsm_on_a_linear_score(rng, x, norm):
    g = rng.standard_normal(D)
    worst = (fgsm(Linear(g), x, eps=EPS, norm=norm) - x) @ g
    eta = rng.standard_normal((1000, D)) * rng.random((1000, D)) ** 8     # along axes as well
    eta *= EPS / np.linalg.norm(eta, norm, axis=1, keepdims=True)
    assert (eta @ g).max() <= worst.min() + 4 * ULP


@pytest.mark.parametrize("norm", [np.inf, 2, 1])
def test_the_linear_gain_is_eps_times_the_dual_norm_of_the_gradient(net, x, y, norm):
    g = net.attack_direction(x, y)
    gain = ((fgsm(net, x, y, eps=EPS, norm=norm) - x) * g).sum(axis=1)
    wanted = EPS * np.linalg.norm(g, DUAL[norm], axis=1)
    assert_allclose(gain, wanted, rtol=1e-12, err_msg="eta is not along the gradient of the loss")


@pytest.mark.parametrize("norm", [np.inf, 2, 1])
def test_the_norm_of_eta_is_eps(net, x, y, norm):
    eta = fgsm(net, x, y, eps=EPS, norm=norm) - x
    size = np.linalg.norm(eta, norm, axis=1)
    assert_allclose(size, EPS, rtol=1e-13, err_msg="the norm is taken over rows, of eta and not g")


@pytest.mark.parametrize("norm", [np.inf, 2, 1])
def test_a_gradient_too_small_to_be_squared_gives_a_full_step(rng, norm):
    x, g = np.zeros((N, D), np.float32), 1e-30 * rng.standard_normal((N, D)).astype(np.float32)
    eta = fgsm(Gradient(g), x, eps=EPS, norm=norm)
    assert_allclose(np.linalg.norm(eta, norm, axis=1), EPS, rtol=1e-6)


def test_in_the_l1_norm_ties_share_eps():
    eta = fgsm(Gradient([[1., -3, 3, 0, 2, -3]]), np.zeros((1, 6)), eps=.3, norm=1)
    assert_allclose(eta, [[0, -.1, .1, 0, 0, -.1]], rtol=4 * ULP)


@pytest.mark.parametrize("norm", [np.inf, 2, 1])
def test_a_zero_gradient_leaves_x_as_it_is(x, norm):
    assert_array_equal(fgsm(Gradient(np.zeros((N, D))), x, eps=EPS, norm=norm), x)


@pytest.mark.parametrize("norm", [np.inf, 2, 1])
def test_eps_0_gives_an_equal_copy(net, x, y, norm):
    x_adv = fgsm(net, x, y, eps=0, norm=norm)
    assert_array_equal(x_adv, x)
    assert not np.shares_memory(x_adv, x), "a copy, so that changing x_adv leaves x alone"


def test_fgsm_raises_the_loss_of_every_example(net, x, y):
    x_adv = fgsm(net, x, y, eps=1e-4)
    for i in range(N):
        assert net.loss(x_adv[i:i + 1], y[i:i + 1]) > net.loss(x[i:i + 1], y[i:i + 1])


def test_a_targeted_step_raises_the_probability_of_the_target(x, rng):
    net = network("maxout", rng)
    target = least_likely(net, x)
    x_adv = fgsm(net, x, target, eps=.01, targeted=True)
    rows = np.arange(N)
    assert (net.probabilities(x_adv)[rows, target] > net.probabilities(x)[rows, target]).all(), \
        "a targeted step goes DOWN the loss of the target"


def test_a_targeted_step_is_the_untargeted_one_turned_round(net, x, y):
    towards, away = fgsm(net, x, y, eps=EPS, targeted=True), fgsm(net, x, y, eps=EPS)
    assert_allclose(towards - x, x - away, atol=2 * ULP)


def test_without_y_the_prediction_is_attacked(net, x):
    assert_array_equal(fgsm(net, x, eps=EPS), fgsm(net, x, net.predict(x), eps=EPS))


@pytest.mark.parametrize("low, high", [(.2, None), (None, .8), (.2, .8), (None, None)])
def test_only_the_sides_that_are_given_are_clipped(net, x, y, low, high):
    x = .2 + .6 * x
    free = fgsm(net, x, y, eps=.5)
    assert free.min() < .2 and free.max() > .8
    x_adv = fgsm(net, x, y, eps=.5, clip_min=low, clip_max=high)
    assert_array_equal(x_adv, np.clip(free, -np.inf if low is None else low,
                                      np.inf if high is None else high))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("norm", [np.inf, 2, 1])
@pytest.mark.parametrize("direction", ["exact", "float32"])
def test_the_result_has_the_dtype_of_x(rng, x, dtype, norm, direction):
    net, x = network("maxout", rng), x.astype(dtype)
    x_adv = fgsm(net, x, eps=EPS, norm=norm, direction=direction)
    assert x_adv.dtype == dtype
    size = np.linalg.norm((x_adv - x).astype(np.float64), norm, axis=1)
    assert_allclose(size, EPS, rtol=40 * np.finfo(dtype).eps,
                    err_msg="eta was rounded to the dtype of g")


def test_the_sign_step_and_its_definition_agree(rng, x):
    g = rng.standard_normal((N, D)) * rng.integers(0, 2, (N, D))
    for low, high in ((-np.inf, np.inf), (0., np.inf), (0., 1.)):
        assert_array_equal(sign_step(x, g, EPS, low, high),
                           sign_step.definition(x, g, EPS, low, high))


def test_a_direction_in_another_dtype_does_not_lose_its_sign(x):
    g = np.full((N, D), -1e-300)                 # 0 when it is cast to float32
    step = sign_step(x.astype(np.float32), g, EPS, -np.inf, np.inf)
    assert (step < x).all()


# -- exact against the paper's arithmetic

def test_at_full_confidence_the_exact_direction_moves_every_pixel(rng, x):
    net, x = confident(rng), x.astype(np.float32)
    eta = fgsm(net, x, eps=EPS) - x
    assert_allclose(np.abs(eta), EPS, rtol=1e-5)


def test_at_full_confidence_single_precision_moves_none(rng, x):
    net, x = confident(rng), x.astype(np.float32)
    assert (net.probabilities(x).max(axis=1) == 1).all()
    assert_array_equal(fgsm(net, x, eps=EPS, direction="float32"), x)


def test_the_exact_direction_is_that_of_the_true_gradient(net, x, y):
    g, true = net.attack_direction(x, y), net.grad_x(x, y)
    ratio = np.linalg.norm(g, axis=1) / np.linalg.norm(true, axis=1)
    assert_allclose(g, ratio[:, None] * true, rtol=1e-9, atol=1e-12 * np.abs(g).max())


def test_an_object_without_attack_direction_is_attacked_along_grad_x(rng, x):
    g = rng.standard_normal((N, D))
    assert_array_equal(fgsm(Gradient(g), x, eps=EPS), x + EPS * np.sign(g))


# -- least likely

def test_the_least_likely_label_has_the_smallest_probability(rng, x):
    net = network("maxout", rng)
    assert_array_equal(least_likely(net, x), net.probabilities(x).argmin(axis=1))


def test_the_least_likely_of_two_labels_is_the_other_one(rng, x):
    net = network("logistic", rng)
    assert_array_equal(least_likely(net, x), -net.predict(x))
