"""Objectives that perturb hidden layers: what is perturbed, by how much, and what flows where."""
from functools import partial

import numpy as np
import pytest

from scratchadv import gradcheck_catalogue, models, objectives
from scratchadv.gradcheck_catalogue.hidden import hidden_checks
from scratchadv.hidden_perturbation import (
    activations, hidden_additive, hidden_rotation, perturbed, rotation_eta, sign_eta,
)

N = 11
NAMES = ("maxout_network", "mlp, relu", "mlp, sigmoid")


def trained_on(objective, name, seed=3, **options):
    """J and the gradients of an objective at a small model, the same at every call."""
    net, x, y = gradcheck_catalogue.example(name, np.random.default_rng(1))
    return objective(net, x, y, np.random.default_rng(seed), **options)


def assert_same(found, wanted):
    """Sums of the same terms in the same order: equal to the last digits."""
    (J, grads), (J_wanted, grads_wanted) = found, wanted
    np.testing.assert_allclose(J, J_wanted, rtol=1e-14)
    assert grads.keys() == grads_wanted.keys()
    for name, grad in grads.items():
        np.testing.assert_allclose(grad, grads_wanted[name], rtol=1e-12, atol=1e-15, err_msg=name)


# -- theorems

@pytest.mark.parametrize("name", [*NAMES, "softmax_regression", "logistic_regression",
                                  "rbf_network"])
def test_perturbed_at_the_input_alone_it_is_the_adversarial_objective(name):
    assert_same(trained_on(hidden_additive, name, layers=(0,), alpha=.3, eps=.2),
                trained_on(objectives.adversarial, name, alpha=.3, eps=.2))


@pytest.mark.parametrize("name", NAMES)
def test_at_the_input_under_fresh_masks_it_is_adversarial_fresh_masks(name):
    found = trained_on(hidden_additive, name, layers=(0,), alpha=.3, eps=.2, fresh_masks=True)
    assert_same(found, trained_on(objectives.adversarial_fresh_masks, name, alpha=.3, eps=.2))


@pytest.mark.parametrize("objective, size", [(hidden_additive, "eps"), (hidden_rotation, "angle")])
def test_with_fresh_masks_the_second_term_is_that_of_another_draw(objective, size):
    """Without a perturbation: J of one draw and J of the next."""
    def two_draws(net, x, y, rng, *, alpha):
        terms = [objectives.clean(net, x, y, rng) for _ in range(2)]
        return objectives._mix(alpha, *terms[0], *terms[1])
    assert_same(trained_on(objective, "maxout_network", layers=(1,), alpha=.3, fresh_masks=True,
                           **{size: 0}), trained_on(two_draws, "maxout_network", alpha=.3))


@pytest.mark.parametrize("objective, eta", [
    (partial(hidden_additive, eps=.2), partial(sign_eta, eps=.2)),
    (partial(hidden_rotation, angle=.4), partial(rotation_eta, angle=.4))])
def test_under_fresh_masks_what_the_first_draw_makes_is_added_in_the_second(objective, eta, rng):
    net, x, y = gradcheck_catalogue.example("maxout_network", rng)
    draws = np.random.default_rng(3)
    first, second = (net.draw_masks(draws, N) for _ in range(2))
    J_1, _, h, grad_h = perturbed(net, x, y, first)
    J_2 = perturbed(net, x, y, second, {1: eta(1, h[1], grad_h[1])})[0]
    J, _ = objective(net, x, y, np.random.default_rng(3), layers=(1,), alpha=.3, fresh_masks=True)
    np.testing.assert_allclose(J, .3 * J_1 + .7 * J_2, rtol=1e-13)
    assert abs(J_2 - perturbed(net, x, y, second)[0]) > 1e-3


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("objective", [
    partial(hidden_additive, layers=(0, 1, 2), eps=0), partial(hidden_rotation, layers=(2,),
                                                               angle=0),
    partial(hidden_additive, layers=(1,), alpha=1), partial(hidden_rotation, layers=(0, 1),
                                                            alpha=1)])
def test_without_perturbation_or_without_its_term_it_is_J(objective, name):
    assert_same(trained_on(objective, name), trained_on(objectives.clean, name))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("objective", [hidden_additive, hidden_rotation])
@pytest.mark.parametrize("layers", [(1,), (2,), (1, 2)])
def test_a_small_perturbation_towards_the_gradient_raises_J(objective, layers, name):
    size = {"eps" if objective is hidden_additive else "angle": 1e-4}
    assert (trained_on(objective, name, layers=layers, **size)[0]
            > trained_on(objectives.clean, name)[0])


# -- what flows where

@pytest.mark.parametrize("name", hidden_checks())
def test_the_gradients_are_those_of_J_with_the_perturbation_held(name):
    report = hidden_checks()[name](np.random.default_rng(0))
    assert report.passed, f"does the perturbed term reach the layers below?\n{report}"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("k", [0, 1, 2])
def test_the_slope_of_J_along_a_step_at_a_hidden_layer_is_its_gradient_there(rng, name, k):
    net, x, y = gradcheck_catalogue.example(name, rng)
    masks = net.draw_masks(rng, N)
    _, _, h, grad_h = perturbed(net, x, y, masks)
    v, t = rng.standard_normal(h[k].shape), 1e-6
    up, down = (perturbed(net, x, y, masks, {k: step * v})[0] for step in (t, -t))
    np.testing.assert_allclose((grad_h[k] * v).sum(), (up - down) / (2 * t), rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("name", NAMES)
def test_the_last_h_is_what_the_top_multiplies_and_the_first_is_x(rng, name):
    net, x, _ = gradcheck_catalogue.example(name, rng)
    h, theta = activations(net, x), net.parameters()
    np.testing.assert_array_equal(h[0], x)
    assert [array.shape[1] for array in h] == [len(theta[f"layer{k}.W"]) for k in range(3)]
    np.testing.assert_allclose(h[-1] @ theta["layer2.W"] + theta["layer2.b"], net.scores(x),
                               rtol=1e-12)


@pytest.mark.parametrize("k", [9, -1, "x"])
def test_an_eta_for_no_layer_is_refused(rng, k):
    net, x, y = gradcheck_catalogue.example("maxout_network", rng)
    with pytest.raises(ValueError, match="etas must be distinct numbers from 0"):
        perturbed(net, x, y, etas={k: 1.})


@pytest.mark.parametrize("change, message", [
    (lambda x, y: dict(y=y + 9), "y must lie in 0.."),
    (lambda x, y: dict(y=y - 9), "y must lie in 0.."),
    (lambda x, y: dict(x=x[:, 1:]), r"x must have shape \(N, "),
    (lambda x, y: dict(etas={1: x[0, :1]}), r"etas\[1\] must be real .* of h_1, .*of shape \(1,"),
    (lambda x, y: dict(etas={1: None}), r"etas\[1\] must be real numbers .* of h_1, .*got None"),
    (lambda x, y: dict(etas={0: x + 0j}), r"etas\[0\] must be real numbers .*dtype complex"),
])
def test_a_pass_with_what_does_not_fit_is_refused(rng, change, message):
    net, x, y = gradcheck_catalogue.example("maxout_network", rng)
    with pytest.raises(ValueError, match=message):
        perturbed(net, **{"x": x, "y": y, **change(x, y)})


def test_a_unit_that_dropout_silences_is_not_perturbed(rng):
    net, x, y = gradcheck_catalogue.example("maxout_network", rng)
    masks = net.draw_masks(rng, N)
    _, _, h, grad_h = perturbed(net, x, y, masks)
    for k, mask in enumerate(masks[::2]):
        eta = sign_eta(k, h[k], grad_h[k], eps=.25)
        np.testing.assert_array_equal(eta == 0, mask == 0)


# -- how much

def test_the_step_is_eps_at_the_input_and_eps_times_the_root_mean_square_deeper(rng):
    h, grad_h = rng.standard_normal((5, 7)), rng.standard_normal((5, 7))
    rms = np.sqrt((h ** 2).sum() / 35)
    np.testing.assert_allclose(sign_eta(0, h, grad_h, eps=.25), .25 * np.sign(grad_h))
    np.testing.assert_allclose(sign_eta(1, h, grad_h, eps=.25), .25 * rms * np.sign(grad_h))


def test_a_rotation_keeps_the_length_turns_by_the_angle_and_follows_the_gradient(rng):
    h, grad_h = rng.standard_normal((5, 7)), rng.standard_normal((5, 7))
    eta = rotation_eta(1, h, grad_h, angle=.1)
    length = np.linalg.norm(h, axis=1)
    np.testing.assert_allclose(np.linalg.norm(h + eta, axis=1), length, rtol=1e-14)
    np.testing.assert_allclose(((h + eta) * h).sum(axis=1) / length ** 2, np.cos(.1), rtol=1e-14)
    np.testing.assert_allclose(rotation_eta(1, 9 * h, grad_h, angle=.1), 9 * eta, rtol=1e-12)
    across = grad_h - ((grad_h * h).sum(axis=1) / length ** 2)[:, None] * h
    assert ((eta * across).sum(axis=1) > 0).all()


@pytest.mark.parametrize("objective", [hidden_additive, hidden_rotation])
def test_float32_stays_float32_and_no_argument_is_modified(objective):
    net = models.maxout_network(7, (4, 5), 3, 6, rng=np.random.default_rng(0), init=.5)
    x, y = np.random.default_rng(1).random((N, 7), np.float32), np.arange(N) % 6
    before = x.copy(), y.copy(), {name: a.copy() for name, a in net.parameters().items()}
    _, grads = objective(net, x, y, np.random.default_rng(2), layers=(0, 1, 2))
    assert {grad.dtype for grad in grads.values()} == {np.dtype(np.float32)}
    for was, now in zip([*before[:2], *before[2].values()], [x, y, *net.parameters().values()]):
        np.testing.assert_array_equal(was, now)


# -- doors

@pytest.mark.parametrize("layers", [(), 1, (3,), (-1,), (1, 1), ("first",), (1.5,), (1.0,), (True,),
                                    None])
def test_layers_that_the_network_does_not_have_are_refused(layers):
    with pytest.raises(ValueError, match="layers must be distinct numbers from 0, the input, to 2, "
                                         "what the top receives, such as .2,., got"):
        trained_on(hidden_additive, "maxout_network", layers=layers)


@pytest.mark.parametrize("objective, options, name", [
    (hidden_additive, {"eps": -.1}, "eps"), (hidden_additive, {"alpha": 2}, "alpha"),
    (hidden_rotation, {"angle": 15}, "angle"),
    (hidden_rotation, {"fresh_masks": "no"}, "fresh_masks")])
def test_an_option_out_of_its_range_is_refused(objective, options, name):
    with pytest.raises(ValueError, match=f"^{name} must be"):
        trained_on(objective, "maxout_network", layers=(1,), **options)


def test_an_eta_of_another_dtype_leaves_the_networks_own(rng):
    net = models.mlp(7, (4,), 3, rng=rng)
    x, y = rng.random((3, 7)).astype(np.float32), np.arange(3)
    J, grads, *_ = perturbed(net, x, y, etas={1: np.zeros((3, 4))})
    assert J.dtype == np.float32 and {grad.dtype for grad in grads.values()} == {J.dtype}
