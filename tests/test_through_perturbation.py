"""Training through a differentiable perturbation: pairs, double backpropagation, both objectives.

Every model's gradient is checked entry by entry in tests/test_gradcheck_catalogue.py.
N examples, D inputs, M units, K pieces, C classes.
"""
from functools import partial

import numpy as np
import pytest
from attack_nets import C, D, K, M, N, labels
from numpy.testing import assert_allclose, assert_array_equal

from scratchadv import attacks, double_backprop, losses, models, objectives, training
from scratchadv.attacks.differentiable import (rotated_backward, rotated_forward, scaled_backward,
                                               scaled_forward)
from scratchadv.network import Layer

EPS, ANGLE = .25, .3
PAIRS = {"scaled": (scaled_forward, scaled_backward, EPS),
         "rotated": (rotated_forward, rotated_backward, ANGLE)}
OBJECTIVES = {"scaled_gradient": partial(objectives.scaled_gradient, eps=EPS),
              "rotation": partial(objectives.rotation, angle=ANGLE)}
ATTACKS = {"scaled_gradient": partial(attacks.scaled_gradient, eps=EPS),
           "rotation": partial(attacks.rotate_towards_gradient, angle=ANGLE)}
NETWORKS = {
    "logistic": partial(models.logistic_regression, D),
    "softmax": partial(models.softmax_regression, D, C),
    "maxout": partial(models.maxout_network, D, (M, M + 1), K, C),
    "maxout, sigmoids": partial(models.maxout_network, D, (M,), K, C, top="sigmoids"),
    "relu": partial(models.mlp, D, (M, M + 1), C),
    "sigmoid": partial(models.mlp, D, (M, M + 1), C, activation="sigmoid"),
}


def network(name, rng, dtype=np.float64):
    """A small network, its parameters N(0, 1)."""
    net = NETWORKS[name](rng=rng, dtype=dtype)
    for theta in net.parameters().values():
        theta[...] = rng.standard_normal(theta.shape)
    return net


@pytest.fixture(params=NETWORKS)
def net(request, rng):
    return network(request.param, rng)


@pytest.fixture
def x(rng):
    return rng.standard_normal((N, D))


@pytest.fixture
def y(net, rng):
    return labels(net, rng)


# -- the pairs

@pytest.mark.parametrize("pair", PAIRS)
def test_neither_perturbation_asks_how_long_the_gradient_is(rng, x, pair):
    forward, backward, bound = PAIRS[pair]
    g, v = rng.standard_normal((2, N, D))
    x_adv, cache = forward(g, x, bound)
    grad_g = backward(v, cache)
    assert_allclose(forward(1e-9 * g, x, bound)[0], x_adv, rtol=1e-12)
    along = np.abs((grad_g * g).sum(axis=1))
    assert (along < 1e-14 * D * np.linalg.norm(grad_g, axis=1) * np.linalg.norm(g, axis=1)).all()
    assert_allclose(backward(v, forward(1e-9 * g, x, bound)[1]), 1e9 * grad_g, rtol=1e-9)


@pytest.mark.parametrize("change, sentence", [
    (lambda net: net.layers.__setitem__(1, Layer("maxout", lambda *given: None, None)),
     "net must have layers of our pairs .*, got one of the kind maxout with <lambda>"),
    (lambda net: setattr(net, "loss_function", losses.SOFTMAX._replace(backward=None)),
     "net must have one of our losses softmax, sigmoids, logistic, .* got softmax")])
def test_a_layer_or_a_loss_that_only_has_the_name_of_ours_is_refused(rng, change, sentence):
    net = network("maxout", rng)
    change(net)
    with pytest.raises(ValueError, match=sentence):
        double_backprop.check_tangents(net)


@pytest.mark.parametrize("pair", PAIRS)
def test_a_row_without_a_gradient_stays_and_lets_nothing_through(rng, x, pair):
    forward, backward, bound = PAIRS[pair]
    g, v = rng.standard_normal((2, N, D))
    g[2] = 0
    x_adv, cache = forward(g, x, bound)
    grad_g = backward(v, cache)
    assert_array_equal(x_adv[2], x[2])
    assert_array_equal(grad_g[2], 0)
    assert (x_adv[[0, 1, 3, 4]] != x[[0, 1, 3, 4]]).any(axis=1).all() and np.isfinite(grad_g).all()


@pytest.mark.parametrize("objective, size", [(objectives.rotation, "angle"),
                                             (objectives.scaled_gradient, "eps")])
def test_with_fresh_masks_the_second_term_is_that_of_another_draw(objective, size, rng, x):
    """Without a perturbation: J of one draw and J of the next."""
    net, y = network("maxout", rng), rng.integers(0, C, N)
    J, grads = objective(net, x, y, np.random.default_rng(3), alpha=.3, fresh_masks=True,
                         **{size: 0})
    draws = np.random.default_rng(3)
    (J_1, one), (J_2, two) = (objectives.clean(net, x, y, draws) for _ in range(2))
    assert J == pytest.approx(.3 * J_1 + .7 * J_2, rel=1e-13) and abs(J_1 - J_2) > 1e-3
    for name in grads:
        assert_allclose(grads[name], .3 * one[name] + .7 * two[name], rtol=1e-10, atol=1e-13)


# -- double backpropagation

def slope(net, x, y, a, size, masks):
    """sum_n a_n . grad_x J_n / size_n, from an ordinary backward pass."""
    return (a * net.loss_and_grads(x, y, masks=masks)[1] / size).sum()


def test_the_slope_is_a_times_the_input_gradient(net, rng, x, y):
    a, size, masks = rng.standard_normal((N, D)), rng.random((N, 1)) + .5, net.draw_masks(rng, N)
    T, _ = double_backprop.slope_and_grads(net, x, y, a, size, masks=masks)
    assert_allclose(T, slope(net, x, y, a, size, masks), rtol=1e-12)


@pytest.mark.parametrize("change, message", [
    (dict(y=np.full(N, 99)), "y must "), (dict(size=1.), "a must have shape .* and size"),
    (dict(a=np.ones(D)), rf"a must have shape \({N}, {D}\) as x has")])
def test_a_slope_along_what_does_not_fit_is_refused(net, x, y, change, message):
    given = dict(y=y, a=np.ones((N, D)), size=np.ones((N, 1))) | change
    with pytest.raises(ValueError, match=message):
        double_backprop.slope_and_grads(net, x, **given)


def test_the_gradient_of_the_slope_is_that_of_differences_in_theta(net, rng, x, y):
    a, size, masks = rng.standard_normal((N, D)), rng.random((N, 1)) + .5, net.draw_masks(rng, N)
    T, grads = double_backprop.slope_and_grads(net, x, y, a, size, masks=masks)
    theta, h = net.parameters(), 1e-5
    v = {name: rng.standard_normal(array.shape) for name, array in theta.items()}
    ends = []
    for step in (h, -2 * h):
        for name in theta:
            theta[name] += step * v[name]
        ends.append(slope(net, x, y, a, size, masks))
    along = sum((grads[name] * v[name]).sum() for name in theta)
    scale = sum(np.abs(grads[name] * v[name]).sum() for name in theta)
    assert abs((ends[0] - ends[1]) / (2 * h) - along) < 1e-7 * scale     # h^2, and many of them


def test_in_float32_it_is_as_accurate_as_float32_on_a_wide_maxout_network(rng):
    net = models.maxout_network(784, (240,), 5, 10, rng=rng, init=.05, dtype=np.float64)
    x, a = rng.random((20, 784)), rng.standard_normal((20, 784))
    y, size = rng.integers(0, 10, 20), np.ones((20, 1))
    _, exact = double_backprop.slope_and_grads(net, x, y, a, size)
    single = [array.astype(np.float32) for array in (x, a, size)]
    _, found = double_backprop.slope_and_grads(net.astype(np.float32), single[0], y, *single[1:])
    for name, grad in exact.items():
        assert found[name].dtype == np.float32
        error = np.linalg.norm(found[name] - grad) / np.linalg.norm(grad)
        assert error < 784 ** .5 * 2.0 ** -20, f"{name}: {error:.1e}; was a difference taken?"


def test_the_curvature_of_a_sure_softmax_keeps_its_digits_in_float32(rng):
    s, ds, y = np.array([[20., 0, .3]]), rng.standard_normal((1, 3)), np.array([0])
    exact = double_backprop.softmax_curvature(s, y, ds)
    found = double_backprop.softmax_curvature(s.astype(np.float32), y, ds.astype(np.float32))
    assert_allclose(found, exact, rtol=1e-5)                        # 20 2^-24, the rounding of s


def test_a_network_without_tangents_is_refused_by_the_name_of_its_layer(rng, x):
    net = models.rbf_network(D, C, rng=rng, dtype=np.float64)
    with pytest.raises(ValueError, match="net must have layers of our pairs .* the kind rbf"):
        objectives.rotation(net, x, rng.integers(0, C, N), rng, angle=ANGLE)


# -- the objectives

@pytest.mark.parametrize("name", OBJECTIVES)
@pytest.mark.parametrize("kind", ["softmax", "sigmoid", "relu"])             # without dropout
def test_at_alpha_0_J_is_the_loss_at_the_attack_of_that_name(rng, x, kind, name):
    net = network(kind, rng)
    y = labels(net, rng)
    J, _ = OBJECTIVES[name](net, x, y, rng, alpha=0)
    assert_allclose(J, net.loss(ATTACKS[name](net, x, y), y), rtol=1e-12)


@pytest.mark.parametrize("name, pair", [("scaled_gradient", "scaled"), ("rotation", "rotated")])
def test_probe_and_term_are_taken_under_the_dropout_masks_of_J(rng, x, name, pair):
    net = network("maxout", rng)
    y, masks = labels(net, rng), net.draw_masks(np.random.default_rng(3), N)
    J, _ = OBJECTIVES[name](net, x, y, np.random.default_rng(3), alpha=0)
    forward, _, bound = PAIRS[pair]
    x_adv, _ = forward(net.loss_and_grads(x, y, masks=masks)[1], x, bound)
    assert_allclose(J, net.loss_and_grads(x_adv, y, masks=masks)[0], rtol=1e-12)


@pytest.mark.parametrize("name", OBJECTIVES)
def test_at_alpha_1_it_is_J(net, x, y, name):
    J, grads = OBJECTIVES[name](net, x, y, np.random.default_rng(3), alpha=1)
    J_clean, clean = objectives.clean(net, x, y, np.random.default_rng(3))
    assert J == J_clean
    for theta, grad in grads.items():
        assert_array_equal(grad, clean[theta])


@pytest.mark.parametrize("name", OBJECTIVES)
def test_the_gradient_is_not_that_of_a_perturbation_held_fixed(rng, x, name):
    net = network("softmax", rng)
    y = labels(net, rng)
    _, grads = OBJECTIVES[name](net, x, y, rng, alpha=0)
    _, _, held = net.loss_and_grads(ATTACKS[name](net, x, y), y)
    through = np.linalg.norm(grads["layer0.W"] - held["layer0.W"])
    assert through > .01 * np.linalg.norm(held["layer0.W"]), "nothing goes through x~"


@pytest.mark.parametrize("name", OBJECTIVES)
def test_without_any_gradient_it_is_J(rng, x, name):
    net = models.softmax_regression(D, C, rng=rng, init=0, dtype=np.float64)
    y = labels(net, rng)
    J, grads = OBJECTIVES[name](net, x, y, rng)
    J_clean, clean = objectives.clean(net, x, y, rng)
    assert_allclose(J, J_clean, rtol=1e-14)
    assert_allclose(grads["layer0.W"], clean["layer0.W"], rtol=1e-12)


@pytest.mark.parametrize("objective", [partial(objectives.scaled_gradient, eps=10, alpha=0),
                                       partial(objectives.rotation, angle=2, alpha=0)])
@pytest.mark.parametrize("lead, tolerance", [(20, 1e-4), (95, 1e-2)])
def test_it_goes_through_at_any_confidence_that_float32_can_hold(rng, objective, lead, tolerance):
    """At 95 the gradient is some thousand times the smallest float32, and 1 / g overflows."""
    net, x, y = network("softmax", rng), rng.standard_normal((1, D)), np.array([0])
    W, b = net.parameters()["layer0.W"], net.parameters()["layer0.b"]
    W *= 10
    b += [lead, *rng.random(C - 1)] - net.scores(x)[0]              # sure, but the rivals are near
    _, exact = objective(net, x, y, rng)
    _, found = objective(net.astype(np.float32), x.astype(np.float32), y, rng)
    wrong = np.linalg.norm(found["layer0.W"] - exact["layer0.W"])
    assert wrong < tolerance * np.linalg.norm(exact["layer0.W"])


@pytest.mark.parametrize("name", OBJECTIVES)
def test_x_y_and_the_weights_are_not_modified(net, rng, x, y, name):
    arrays = [x, y, *net.parameters().values()]
    before = [array.copy() for array in arrays]
    for array in arrays:
        array.flags.writeable = False
    OBJECTIVES[name](net, x, y, rng)
    for array, copy in zip(arrays, before):
        assert_array_equal(array, copy)


@pytest.mark.parametrize("angle", [-.1, 3.2, np.nan])
def test_training_refuses_an_angle_that_is_none(rng, x, angle):
    net = network("softmax", rng)
    with pytest.raises(ValueError, match="objective's angle must be a number from 0 to 3.14"):
        training.fit(net, (x, labels(net, rng)), epochs=1, rng=rng,
                     objective=partial(objectives.rotation, angle=angle))
