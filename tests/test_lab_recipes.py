"""That the lab trains what the recipe says and measures on the digits that it should."""
from dataclasses import replace

import numpy as np
import pytest
from named_networks import DIGITS, NamedLab

from scratchadv import training
from scratchadv.attacks import pgd
from scratchadv.datasets import Split
from scratchadv.experiments import section6
from scratchadv.experiments.building import build
from scratchadv.experiments.digits import Digits, training_digits
from scratchadv.experiments.lab import Lab
from scratchadv.experiments.recipes import recipes

SEED = 3
RECIPE = dict(skip=500, examples=1_000, epochs=7, batch_size=50, monitor="loss", patience=4,
              snapshots=(2, 5))


class Asked(Exception):
    """What training was asked for."""


@pytest.fixture
def lab(tmp_path, monkeypatch):
    """A lab in which training.fit raises Asked(net, train, options)."""
    def fit(net, train, **options):
        raise Asked(net, train, options)
    monkeypatch.setattr(training, "fit", fit)
    return Lab("smoke", SEED, tmp_path)


def asked(lab, name):
    with pytest.raises(Asked) as raised:
        lab.network(name)
    return raised.value.args


def test_a_network_is_trained_as_its_recipe_says_on_the_digits_that_it_names(lab):
    recipe = lab.recipes["softmax"] = replace(lab.recipes["softmax"], **RECIPE)
    net, train, options = asked(lab, "softmax")
    digits, valid, _ = lab.splits()
    np.testing.assert_array_equal(train.x, digits.x[500:1_500])
    np.testing.assert_array_equal(train.y, digits.y[500:1_500])
    assert options["valid"] is valid and options["target"] is None
    assert {key: options[key] for key in ("epochs", "batch_size", "monitor", "patience")} == {
        key: RECIPE[key] for key in ("epochs", "batch_size", "monitor", "patience")}
    assert options["snapshots"] == {epoch: lab.path("softmax", epoch) for epoch in (2, 5)}
    rng = np.random.default_rng(SEED)
    begun = build(recipe, train, rng)
    np.testing.assert_array_equal(net.parameters()["layer0.W"], begun.parameters()["layer0.W"])
    assert options["rng"].random() == rng.random(), "one stream of random numbers for all of it"


def test_training_for_as_long_as_another_takes_its_best_epoch_at_seed_0_and_looks_at_no_digits(
        lab, monkeypatch):
    monkeypatch.setattr(Lab, "history", lambda lab, name: {"best_epoch": 6 if lab.seed == 0 else 1})
    _, _, options = asked(lab, "adversarial_1600")
    assert options["epochs"] == 6 and options["valid"] is None


def test_a_second_stage_leaves_the_network_of_the_first_as_it_is(lab, monkeypatch):
    first = build(lab.recipes["softmax"], lab.splits()[0], np.random.default_rng(0))
    lab._networks["softmax"] = first
    lab.recipes["second"] = replace(lab.recipes["softmax"], start="softmax")
    net, *_ = asked(lab, "second")
    assert net is not first
    np.testing.assert_array_equal(net.parameters()["layer0.W"], first.parameters()["layer0.W"])


@pytest.mark.parametrize("images", [20_000, 50_000, 90_000])
def test_what_validated_trains_only_where_early_stopping_is_over(images):
    train, valid = (Split(x, x) for x in (np.arange(images), -1 - np.arange(10_000)))
    for name, validated in (("maxout_50000", 0), ("maxout", 10_000), ("adversarial_1600_50000", 0),
                            ("adversarial_1600", 10_000), ("softmax_first_half", 0)):
        recipe = recipes("paper")[name]
        x, y = training_digits(recipe, train, valid)
        assert np.count_nonzero(x < 0) == validated and (x == y).all()
        assert np.count_nonzero(x >= 0) == min(images, recipe.examples - validated)


def test_what_early_stopping_saw_of_1600_units_is_told_of_the_seed_that_it_saw(monkeypatch):
    asked = []
    monkeypatch.setattr(Lab, "history", lambda lab, name: asked.append((lab.seed, name)) or {
        "epoch": [1], "error": [.5]})
    section6._along(Lab("paper", 1, "never written", digits=NamedLab().digits))
    assert asked == [(0, "maxout_1600_50000"), (0, "adversarial_1600_50000")]


def test_random_numbers_are_of_the_seed_and_the_purpose(tmp_path):
    drawn = {(seed, purpose): Lab("smoke", seed, tmp_path).rng(purpose).random()
             for seed in (0, 1) for purpose in ("pgd softmax", "pgd maxout")}
    assert len(set(drawn.values())) == 4
    assert drawn[0, "pgd maxout"] == Lab("smoke", 0, tmp_path).rng("pgd maxout").random()


def test_pgd_is_made_on_the_networks_test_digits_at_eps_a_quarter():
    lab = NamedLab(SEED)
    expected = pgd(lab.network("softmax"), *lab.test, eps=.25, rng=lab.rng("pgd softmax"))
    np.testing.assert_array_equal(lab.pgd_examples("softmax"), expected)


def test_the_last_of_the_snapshots_is_the_network_in_use_at_its_best_epoch(lab, monkeypatch):
    monkeypatch.setattr(Lab, "history", lambda lab, name: {"best_epoch": 5})
    lab.recipes["softmax"] = replace(lab.recipes["softmax"], **RECIPE)
    net = build(lab.recipes["softmax"], lab.splits()[0], np.random.default_rng(0))
    lab._networks["softmax"] = net
    lab.path("softmax").parent.mkdir()
    for epoch in (2, 5):
        net.save(lab.path("softmax", epoch))
    (before, _), (best, last) = lab.snapshots("softmax")
    assert (before, best) == (2, 5) and last is net
    (path := lab.path("softmax", 2)).write_bytes(b"")
    with pytest.raises(ValueError, match=f"{path} .*delete it to go on without that epoch"):
        lab.snapshots("softmax")


def test_what_is_measured_once_names_its_network_in_each_experiment(tmp_path):
    lab = Lab("smoke", 0, tmp_path)
    lab._networks["softmax"] = build(lab.recipes["softmax"], lab.splits()[0],
                                     np.random.default_rng(0))
    for _ in range(2):
        lab.forget_used()
        lab.evaluation("softmax")
        assert lab.used == ["softmax"]


def test_valid_are_the_last_ten_thousand_training_digits_and_test_the_whole_test_set():
    (train, test), digits = DIGITS, Digits("paper")
    parts = digits.splits("digits", 28)
    for part, whole, chosen in zip(parts, (train, train, test), (
            slice(50_000), slice(50_000, 60_000), slice(10_000))):
        np.testing.assert_array_equal(part.x, whole.x[chosen])
        np.testing.assert_array_equal(part.y, whole.y[chosen])
    assert len(Digits("smoke").splits("digits", 28)[2].y) == 500


@pytest.mark.parametrize("split, part", [(0, "x"), (0, "y"), (1, "x"), (1, "y")])
def test_other_digits_are_known_by_each_of_their_pixels_and_labels(split, part):
    def name(changed):
        digits = Digits("smoke", "somewhere")
        digits._all = [Split(np.zeros((3, 4)), np.arange(3)) for _ in range(2)]
        getattr(digits._all[split], part)[-1] += changed
        return digits.name
    assert name(0) == name(0) != name(1)
