"""A network is known by its recipe, and a recipe says truly where each of its choices is from."""
import json
from dataclasses import replace

import pytest

from scratchadv.experiments.recipes import MAXOUT, OF_START, key, recipes
from scratchadv.results import PROFILES


def test_another_seed_or_recipe_is_another_network():
    laptop, smoke = recipes("laptop"), recipes("smoke")
    keys = {key(laptop, "softmax", 0, "mnist"), key(laptop, "softmax", 1, "mnist"),
            key(laptop, "softmax", 0, "other"), key(smoke, "softmax", 0, "mnist")}
    assert len(keys) == 4


def test_a_network_that_goes_on_from_another_is_known_by_both_recipes():
    paper = recipes("paper")
    before = replace(paper["maxout_50000"], batch_size=50)
    assert (key(paper, "maxout", 0, "mnist")
            != key({**paper, "maxout_50000": before}, "maxout", 0, "mnist"))


@pytest.mark.parametrize("profile", PROFILES)
def test_every_profile_has_the_networks_of_the_laptop_and_origins_name_real_choices(profile):
    table = recipes(profile)
    assert set(table) >= set(recipes("laptop"))
    for name, recipe in table.items():
        rows = {row["name"].split(": ")[1] for row in recipe.hyperparameters(name)}
        for choice in (*recipe.paper, *recipe.pylearn2):
            assert choice in rows or choice in ("alpha", "eps", "units"), (
                f"{name}: no hyperparameter {choice}")
        json.dumps(recipe.hyperparameters(name))


PUBLISHED = ("maxout", "adversarial", "sign_noise", "uniform_noise", "sign_noise_50000",
             "maxout_sigmoids", "maxout_sigmoids_50000", "maxout_50000", "maxout_1600",
             "adversarial_1600", "adversarial_1600_50000")


@pytest.mark.parametrize("profile, name", [(profile, name) for profile in PROFILES
                                           for name in PUBLISHED if name in recipes(profile)])
def test_a_value_is_said_to_be_of_the_paper_or_of_pylearn2_only_if_it_is(profile, name):
    published = {row["name"]: row["value"] for row in MAXOUT.hyperparameters(name)}
    published |= {f"{name}: alpha": .5, f"{name}: eps": .25}                        # sec. 6
    if recipes(profile)[name].start:                                                # second stage
        published |= {f"{name}: {choice}": value for choice, value in (
            ("lr", .0615), ("momentum", .694), ("final_momentum", .694), ("monitor", "objective"),
            ("target", OF_START), ("examples", 60_000), ("start", f"{name}_50000"))}
    if recipes(profile)[name].epochs_of:
        published |= {f"{name}: examples": 60_000,
                      f"{name}: epochs_of": f"{name}_50000"}                        # sec. 6
        assert f"{name}: epochs" not in [row["name"] for row in
                                         recipes(profile)[name].hyperparameters(name)]
    if "_1600" in name:
        published |= {f"{name}: units": [1600, 1600]}                               # sec. 6
    if "adversarial_1600" in name:
        published |= {f"{name}: monitor": "adversarial_error"}                      # sec. 6
    for row in recipes(profile)[name].hyperparameters(name):
        if row["origin"] != "ours":
            assert row["value"] == published[row["name"]], row


@pytest.mark.parametrize("profile, names", [
    ("laptop", {("short_clean", "beside_clean"), ("short_adversarial", "beside_fgsm")}),
    ("paper", {("maxout_50000", "beside_clean"),
               ("adversarial_50000", "beside_fgsm", "hidden_input")})])
def test_one_network_with_several_names_has_the_same_origins_under_each(profile, names):
    table, of = recipes(profile), {}
    for name in table:
        of.setdefault(key(table, name, 0, "mnist"), []).append(name)
    assert {tuple(same) for same in of.values() if len(same) > 1} == names
    for first, *others in names:
        for other in others:
            assert table[first].hyperparameters("") == table[other].hyperparameters("")
