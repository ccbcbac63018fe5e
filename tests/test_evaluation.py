"""The evaluation: every key is what its attack, done plainly, gives.  N examples, D inputs."""
import json

import numpy as np
import pytest
from attack_nets import D, NETWORKS, C, confident, labels, network
from numpy.testing import assert_allclose, assert_array_equal

from scratchadv import claims, evaluation, metrics, models
from scratchadv.attacks import fgsm, pgd, round_to_8_bits

N, EPS = 41, .2
CLIP = {"clip_min": 0, "clip_max": 1}


@pytest.fixture(params=NETWORKS)
def net(request, rng):
    return network(request.param, rng)


@pytest.fixture
def x(rng):
    return rng.random((N, D))


@pytest.fixture
def y(net, x, rng):
    """Mostly right labels, so that y true and y predicted differ somewhere."""
    return np.where(rng.random(N) < .7, net.predict(x), labels(net, rng, N))


def attacked(net, x, y, variant):
    """x_adv of a variant, computed the plain way: one call of fgsm each."""
    direction, *rest = variant.split(".")
    label = None if "predicted" in rest else y
    clip = CLIP if {"clipped", "rounded"} & set(rest) else {}
    x_adv = fgsm(net, x, label, eps=EPS, direction=direction, **clip)
    return round_to_8_bits(x_adv) if "rounded" in rest else x_adv


VARIANTS = [direction + rest for direction in ("exact", "float32")
            for rest in ("", ".predicted", ".clipped", ".predicted.clipped", ".rounded")]


def test_every_variant_is_what_one_plain_call_of_fgsm_gives(net, x, y):
    found = evaluation.evaluate_fgsm(net, x, y, eps=EPS)
    for variant in VARIANTS:
        x_adv = attacked(net, x, y, variant)
        assert found[f"error.{variant}"]["value"] == metrics.error(net, x_adv, y), variant
        wanted = metrics.confidence_on_mistakes(net, x_adv, y)
        assert_allclose(found[f"confidence.{variant}"]["value"], wanted, rtol=1e-6)
        wanted = metrics.confidence(net, x_adv)
        assert_allclose(found[f"confidence_all.{variant}"]["value"], wanted, rtol=1e-6)


def test_clean_numbers_stand_beside_those_under_attack(net, x, y):
    found = evaluation.evaluate_fgsm(net, x, y, eps=EPS)
    clean = evaluation.evaluate_clean(net, x, y)
    assert clean["clean_error"]["value"] == metrics.error(net, x, y)
    assert clean["clean_confidence"]["value"] == metrics.confidence(net, x)
    assert {key: found[key] for key in clean} == clean


def test_the_dict_goes_through_json_unchanged(net, x, y, rng):
    found = {**evaluation.evaluate_fgsm(net, x, y, eps=EPS),
             **evaluation.evaluate_pgd(net, x, y, eps=EPS, rng=rng, steps=2)}
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_an_error_has_its_wilson_interval_and_its_n(net, x, y):
    entry = evaluation.evaluate_fgsm(net, x, y, eps=EPS)["error.exact"]
    k = round(entry["value"] * N)
    assert entry["n"] == N and tuple(entry["interval"]) == metrics.wilson_interval(k, N)


def test_confidence_on_mistakes_counts_the_mistakes(net, x, y):
    found = evaluation.evaluate_fgsm(net, x, y, eps=EPS)
    for variant in VARIANTS:
        mistakes = round(found[f"error.{variant}"]["value"] * N)
        assert found[f"confidence.{variant}"]["n"] == mistakes
        assert found[f"confidence_all.{variant}"]["n"] == N


def test_without_mistakes_the_value_is_none(net, x):
    found = evaluation.evaluate_fgsm(net, x, net.predict(x), eps=0)
    for key, entry in found.items():
        if key.startswith("confidence."):
            assert entry == {"value": None, "n": 0, "interval": None}
        elif key.startswith("error."):
            assert entry["value"] == 0 or key.endswith(".rounded")


def test_at_eps_0_nothing_changes(net, x, y):
    found = evaluation.evaluate_fgsm(net, x, y, eps=0)
    for variant in VARIANTS:
        if not variant.endswith("rounded"):
            assert found[f"error.{variant}"] == found["clean_error"]


def test_directions_that_single_precision_rounds_to_0_are_counted(rng):
    net = models.softmax_regression(D, 3, rng=rng, dtype=np.float32)
    net.parameters()["layer0.W"][...] = 1e5 * rng.standard_normal((D, 3))
    x = rng.random((N, D)).astype(np.float32)
    found = evaluation.evaluate_fgsm(net, x, net.predict(x), eps=EPS)
    assert found["zero_directions.float32"]["value"] == 1
    assert found["zero_directions.exact"]["value"] == 0
    assert found["error.float32"]["value"] == 0 < found["error.exact"]["value"]


def test_a_direction_with_some_pixels_at_0_is_none_of_them(rng):
    net = models.softmax_regression(D, 3, rng=rng)
    net.parameters()["layer0.W"][:2] = 0
    x = rng.random((N, D))
    found = evaluation.evaluate_fgsm(net, x, net.predict(x), eps=EPS)
    assert found["zero_directions.exact"]["value"] == 0


def test_pixels_beyond_0_and_1_are_refused_as_one_variant_clips(net, x, y):
    with pytest.raises(ValueError, match="x must hold pixels from 0 to 1, as its clipped"):
        evaluation.evaluate_fgsm(net, x + .5, y, eps=EPS)


def test_every_fgsm_key_of_the_claims_is_there(x, rng):
    net = network("maxout", rng)
    found = evaluation.evaluate_fgsm(net, x, net.predict(x), eps=EPS)
    for claim in ("s4.softmax", "s4.maxout", "s6.confidence"):
        for quantity in claims.CLAIMS[claim].quantities:
            keys = {quantity.key, *quantity.beside}
            assert keys <= found.keys() or quantity.key.startswith("units240.")


def test_pgd_is_measured_on_what_pgd_gives(net, x, y):
    found = evaluation.evaluate_pgd(net, x, y, eps=EPS, rng=np.random.default_rng(3), steps=4)
    x_adv = pgd(net, x, y, eps=EPS, rng=np.random.default_rng(3), steps=4)
    assert found == evaluation.measure(net, x_adv, y, "pgd4")
    assert found["error.pgd4"]["value"] == metrics.error(net, x_adv, y)


def test_pgd_s_key_says_when_it_is_clipped(net, x, y, rng):
    found = evaluation.evaluate_pgd(net, x, y, eps=EPS, rng=rng, **CLIP)
    assert {key.split(".", 1)[1] for key in found} == {"pgd20.clipped"}
    found = evaluation.evaluate_pgd(net, x, y, eps=EPS, rng=rng, steps=2, clip_min=0)
    assert {key.split(".", 1)[1] for key in found} == {"pgd2.clipped"}, "one side is clipping too"


def test_labels_must_fit_both_ends_of_a_transfer(rng, x):
    few, many = (models.softmax_regression(D, C, rng=rng) for C in (3, 6))
    for source, target in ((few, many), (many, few)):
        with pytest.raises(ValueError, match="y must lie in 0..2"):
            evaluation.transfer_error(source, target, x, np.full(N, 5), eps=EPS)


def test_transfer_attacks_the_source_and_measures_the_target(x, rng):
    source, target = network("maxout", rng), network("rbf", rng)
    y = labels(source, rng, N)
    found = evaluation.transfer_error(source, target, x, y, eps=EPS)
    for direction in ("exact", "float32"):
        x_adv = fgsm(source, x, y, eps=EPS, direction=direction)
        wanted = metrics.error(target, x_adv, y)
        assert found[f"error.{direction}"]["value"] == wanted, "source and target changed places"


@pytest.mark.parametrize("direction", ["exact", "float32"])
def test_the_eps_curve_is_one_fgsm_a_point(net, x, y, direction):
    eps = [0, .1, .3, 1.]
    found = evaluation.eps_curve(net, x, y, eps, direction=direction)
    plain = [fgsm(net, x, y, eps=e, direction=direction) for e in eps]
    assert found == [metrics.error(net, x_adv, y) for x_adv in plain]
    assert found[0] == metrics.error(net, x, y)


def test_the_targeted_curve_is_the_share_that_lands_on_the_target(x, rng):
    net = network("maxout", rng)
    target = (net.predict(x) + 1) % 6
    found = evaluation.eps_curve(net, x, target, [0, .1, .3], targeted=True)
    assert found[0] == 0 and found == [
        (net.predict(fgsm(net, x, target, eps=eps, targeted=True)) == target).mean()
        for eps in (0, .1, .3)]
    assert found[2] > 0


def test_the_arrays_handed_in_are_not_modified(net, x, y, rng):
    before = x.copy(), y.copy()
    for array in (x, y):
        array.flags.writeable = False
    evaluation.evaluate_fgsm(net, x, y, eps=EPS)
    evaluation.evaluate_pgd(net, x, y, eps=EPS, rng=rng)
    evaluation.eps_curve(net, x, y, [.1, .2])
    assert_array_equal(x, before[0])
    assert_array_equal(y, before[1])


@pytest.fixture
def attackable(rng):
    net = network("maxout", rng)
    x = rng.random((N, D))
    return net, x, np.where(rng.random(N) < .7, net.predict(x), labels(net, rng, N))


def test_pgd_is_measured_with_the_step_and_the_clip_range_that_it_is_given(attackable):
    net, x, y = attackable
    for options, key in ((dict(step=.01), "pgd4"), (CLIP, "pgd4.clipped"),
                         (dict(clip_max=1), "pgd4.clipped")):
        found, x_adv = (attack(net, x, y, eps=EPS, rng=np.random.default_rng(3), steps=4, **options)
                        for attack in (evaluation.evaluate_pgd, pgd))
        assert found == evaluation.measure(net, x_adv, y, key)


@pytest.mark.parametrize("clip", [CLIP, {"clip_min": 0}, {"clip_max": 1}])
def test_a_clipped_curve_is_one_clipped_fgsm_a_point(attackable, clip):
    net, x, y = attackable
    eps = [0, .2, .5, 1., 2.]
    found = evaluation.eps_curve(net, x, y, eps, **clip)
    assert found == [metrics.error(net, fgsm(net, x, y, eps=e, **clip), y) for e in eps]
    assert found != evaluation.eps_curve(net, x, y, eps), "nothing is clipped: it shows nothing"


def test_at_predicted_labels_single_precision_is_single_as_well(rng):
    net, x = confident(rng), rng.random((N, D), np.float32)
    y = (net.predict(x) + rng.integers(0, 2, N)) % C
    found = evaluation.evaluate_fgsm(net, x, y, eps=EPS)
    assert found["error.float32.predicted"] == found["clean_error"], "p_y is 1: it stands still"
    for variant in ("float32.predicted", "exact.predicted"):
        x_adv = fgsm(net, x, eps=EPS, direction=variant.split(".")[0])
        assert found[f"error.{variant}"]["value"] == metrics.error(net, x_adv, y)


def test_a_rate_of_nothing_is_none():
    assert evaluation.rate(np.zeros(0, bool)) == {"value": None, "n": 0, "interval": None}
