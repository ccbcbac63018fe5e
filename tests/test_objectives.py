"""Objectives called in a loop of one's own: their doors, and the dtype of what they give.

N examples, D inputs, M units, K pieces, C classes.
"""
from functools import partial

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from scratchadv import models, objectives
from scratchadv.attacks import fgsm

N, D, M, K, C = 5, 7, 4, 3, 6
OPTIONS = {"clean": {}, "adversarial": dict(alpha=.3, eps=.25),
           "adversarial_fresh_masks": dict(alpha=.3, eps=.25),
           "adversarial_clean_probe": dict(alpha=.3, eps=.25),
           "adversarial_float32_probe": dict(alpha=.3, eps=.25),
           "rotation": dict(alpha=.3, angle=.1), "scaled_gradient": dict(alpha=.3, eps=.25),
           "sign_noise": dict(alpha=.3, eps=.25), "uniform_noise": dict(alpha=.3, eps=.25),
           "l1": dict(coefficient=.01)}


@pytest.fixture
def net(rng):
    return models.maxout_network(D, (M, M + 1), K, C, rng=rng, init=1)


@pytest.fixture
def examples(rng):
    return rng.random((N, D), np.float32), rng.integers(C, size=N)


def call(name, net, x, y, **options):
    return getattr(objectives, name)(net, x, y, np.random.default_rng(3),
                                     **OPTIONS[name] | options)


@pytest.mark.parametrize("name", OPTIONS)
def test_whole_numbered_pixels_are_attacked_as_the_same_numbers_in_float32(name, net, examples):
    x, y = np.round(examples[0]), examples[1]
    (J, grads), (J_whole, grads_whole) = call(name, net, x, y), call(name, net, x.astype("u1"), y)
    assert J_whole == J
    for key, grad in grads.items():
        assert_array_equal(grads_whole[key], grad)


@pytest.mark.parametrize("name, direction", [("adversarial_clean_probe", "quick"),
                                             ("adversarial_float32_probe", "float32")])
def test_a_probe_without_dropout_goes_the_way_of_its_arithmetic(name, direction, net, examples):
    x, _ = examples
    for theta in net.parameters().values():
        theta *= 4                                         # sure enough for p_y to round to 1
    y = net.predict(x)
    found = {}
    for way in ("quick", "float32"):
        rng = np.random.default_rng(3)
        masks = net.draw_masks(rng, N)
        x_adv = fgsm(net, x, y, eps=.25, direction=way)
        found[way] = (.3 * net.loss_and_grads(x, y, masks=masks)[0]
                      + .7 * net.loss_and_grads(x_adv, y, masks=masks)[0])
    assert found["quick"] != found["float32"]
    assert call(name, net, x, y)[0] == pytest.approx(found[direction], rel=1e-6)


@pytest.mark.parametrize("name", [name for name in OPTIONS if OPTIONS[name]])
def test_numpys_numbers_as_options_leave_the_gradients_in_the_dtype_of_the_net(name, net, examples):
    (J, grads), (J_numpy, grads_numpy) = (
        call(name, net, *examples, **{key: of(value) for key, value in OPTIONS[name].items()})
        for of in (float, np.float64))
    assert J_numpy == J
    for key, grad in grads.items():
        assert grads_numpy[key].dtype == np.float32
        assert_array_equal(grads_numpy[key], grad)


@pytest.mark.parametrize("name, wrong, message", [
    *((name, {option: value}, f"{option} must be")
      for name, options in OPTIONS.items() for option in options
      for value in (-.1, np.nan, ".25", 7 if option in ("alpha", "angle") else -1)),
    *((name, {"y": None}, "y must have shape") for name in OPTIONS),
    *((name, {"y": np.full(N, C)}, "y must lie in") for name in OPTIONS),
    *((name, {"x": np.full((N, D), 255)}, "x must hold pixels from 0 to 1") for name in OPTIONS
      if not name.endswith("noise")),
])
def test_a_wrong_argument_is_refused(name, wrong, message, net, examples):
    given = dict(zip("xy", examples)) | wrong
    with pytest.raises(ValueError, match=f"^{message}"):
        call(name, net, **given)


@pytest.mark.parametrize("objective", [
    objectives.adversarial_float32_probe, partial(objectives.rotation, angle=.1),
    partial(objectives.scaled_gradient, eps=.1)])
def test_fresh_masks_that_are_no_flag_are_refused(objective, net, examples, rng):
    with pytest.raises(ValueError, match="^fresh_masks must be True or False"):
        objective(net, *examples, rng, fresh_masks="no")


def test_masks_of_both_terms_need_a_generator(net, examples):
    with pytest.raises(ValueError, match="^rng must be a numpy Generator"):
        objectives.adversarial_fresh_masks(net, *examples, None)


def test_a_name_given_twice_is_refused_by_l1(net, examples, rng):
    with pytest.raises(ValueError, match="^names must be .* each once"):
        objectives.l1(net, *examples, rng, coefficient=.1, names=("layer0.W", "layer0.W"))


@pytest.mark.parametrize("wrong, message", [
    (dict(y=[0, 1, 1, 0, 1]), r"y must hold -1 and \+1 only"),
    (dict(y=np.ones((N, 1))), r"y must have shape \(5,\)"),
    (dict(y=None), r"y must have shape \(5,\)"), (dict(eps=-1), "eps must be"),
    (dict(x=np.full((N, D), np.nan)), "x must be finite"),
])
def test_the_closed_form_of_section_5_has_the_same_doors(wrong, message, rng, examples):
    net = models.logistic_regression(D, rng=rng)
    given = dict(x=examples[0], y=np.array([-1, 1, 1, -1, 1])) | wrong
    with pytest.raises(ValueError, match=f"^{message}"):
        objectives.adversarial_logistic(net, rng=rng, **given)
