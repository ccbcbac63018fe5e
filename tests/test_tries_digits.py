"""Tries: of which seed, on which digits, of which networks."""
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from named_networks import EPS, NamedLab, share

from scratchadv import metrics, models
from scratchadv.attacks import fgsm
from scratchadv.experiments import (
    tries, tries_deep, tries_ensemble, tries_hidden, tries_length, tries_logistic, tries_masks,
    tries_noise, tries_perturbed, tries_rubbish, tries_softmax, tries_start, tries_wide,
)
from scratchadv.experiments.ensemble import Ensemble
from scratchadv.experiments.recipes import CHAINED, ORIGINS, recipes

ROOT = Path(__file__).parents[1]
BOTH = ("float32", "exact")
PAGES = [tries_deep, tries_ensemble, tries_hidden, tries_length, tries_logistic, tries_masks,
         tries_noise, tries_perturbed, tries_rubbish, tries_softmax, tries_start, tries_wide]


class Asked(Exception):
    """For which lab a page asked, or what training was asked for."""


@pytest.mark.parametrize("page", [*PAGES, tries], ids=lambda page: page.__name__.split(".")[-1])
def test_tries_are_of_the_seed_and_the_folder_that_are_asked_for(monkeypatch, page):
    def lab(*given):
        raise Asked(*given)
    monkeypatch.setattr(page, "Lab", lab)
    with pytest.raises(Asked) as asked:
        page.measure(*(["rbf"] if page is tries else []), 7, "folder")
    assert asked.value.args == ("paper", 7, "folder")


def test_the_command_of_a_page_of_tries_hands_its_options_on(capsys):
    asked = []
    tries.measure_by_command("What.\n\nMore.", lambda *given: asked.append(given),
                             ["--seed", "7", "--out", "folder"])
    assert asked == [(7, Path("folder"))]


@pytest.fixture
def labs(monkeypatch):
    """labs(page) -> the labs that it makes: their networks are there in a moment; with our eps."""
    def of(page):
        made = []
        monkeypatch.setattr(page, "Lab", lambda profile, seed, out: (
            made.append(NamedLab(seed)) or made[-1]))
        monkeypatch.setattr(page, "EPS", EPS)
        return made
    return of


VALID = NamedLab().splits()[1]


def along(path):
    return json.loads(Path(path).read_text("utf-8"))["along"]


def by_fgsm(net, x, y, direction):
    """Its FGSM error in that arithmetic."""
    return metrics.error(net, fgsm(net, x, y, eps=EPS, direction=direction), y)


def test_a_try_is_measured_on_validation_digits_in_both_arithmetics(monkeypatch, tmp_path):
    recipe, lab = replace(recipes("paper")["maxout_50000"], snapshots=(1,)), NamedLab()
    monkeypatch.setattr(tries, "tries", lambda: {"short": recipe})
    monkeypatch.setattr(tries, "Lab", lambda *given: lab)
    monkeypatch.setattr(tries, "EPS", EPS)
    lab.out, lab.recipes = tmp_path, tries.tries()
    net, (x, y) = lab.network("short"), VALID
    lab.path("short", 1).parent.mkdir()
    net.save(lab.path("short", 1))
    (row,) = along(tries.measure("short", 0, tmp_path))
    assert row["clean_error"] == metrics.error(net, x, y) != metrics.error(net, *lab.test)
    assert [row[f"error.{direction}"] for direction in BOTH] == [
        by_fgsm(net, x, y, direction) for direction in BOTH]


def test_noise_controls_are_measured_on_validation_digits(labs, tmp_path):
    made, (x, y) = labs(tries_noise), VALID
    for row, lab in zip(along(tries_noise.measure(0, tmp_path)), made, strict=True):
        net = lab.network(f"{row['noise']}_noise_50000")
        assert row["clean_error"] == metrics.error(net, x, y) != metrics.error(net, *lab.test)
        assert [row[f"error.{direction}"] for direction in BOTH] == [
            by_fgsm(net, x, y, direction) for direction in BOTH]


def test_softmax_regression_is_compared_with_the_other_networks_claim_by_claim(labs, tmp_path):
    made, (x, y) = labs(tries_softmax), VALID
    rows, (lab,) = along(tries_softmax.measure(0, tmp_path)), made
    others = {name: lab.network(name) for name in ("maxout_50000", "rbf")}
    made_on = {name: fgsm(net, x, y, eps=EPS, direction="float32") for name, net in others.items()}
    for k, row in enumerate(rows):
        net = lab.network(f"softmax.{k}")
        said, own, maxout = (each.predict(made_on["maxout_50000"])
                             for each in (net, others["rbf"], others["maxout_50000"]))
        assert row["softmax.wrong"] == share((said == maxout)[maxout != y])
        assert row["softmax.both"] == share((said == maxout)[(maxout != y) & (said != y)])
        assert row["rbf_softmax.both"] == share((said == own)[(own != y) & (said != y)])
        said, own = (each.predict(made_on["rbf"]) for each in (net, others["rbf"]))
        assert row["rbf_softmax.own"] == share((said == own)[(own != y) & (said != y)])
        assert row["error.float32"] == by_fgsm(net, x, y, "float32")


def test_logistic_regression_is_attacked_on_the_digits_of_each_column(labs, monkeypatch, tmp_path):
    labs(tries_logistic)
    lab = NamedLab()
    net, (x, y) = lab.network("logistic"), lab.splits("threes_vs_sevens")[0]
    monkeypatch.setattr(models, "load", lambda path: net)
    n = len(y) - np.isin(VALID.y, (3, 7)).sum()
    for row in along(tries_logistic.measure(0, tmp_path)):
        assert row["error.float32"] == by_fgsm(net, x[n:], y[n:], "float32")
        assert row["train_fgsm"] == by_fgsm(net, x[:n], y[:n], "float32") != row["error.float32"]


def test_perturbed_networks_are_measured_in_single_precision_and_on_their_training_digits(
        labs, tmp_path):
    made, (x, y) = labs(tries_perturbed), VALID
    for row, lab in zip(along(tries_perturbed.measure(0, tmp_path)), made, strict=True):
        for name in tries_perturbed.NAMES:
            net = lab.network(name)
            assert row[name]["fgsm"] == by_fgsm(net, x, y, "float32")
            assert row[name]["train"] == metrics.error(net, *lab.trained_on(name))
        assert any(by_fgsm(lab.network(name), x, y, "exact") != row[name]["fgsm"]
                   for name in tries_perturbed.NAMES)


def test_the_networks_of_an_ensemble_are_of_its_seed_and_those_after_it(labs, tmp_path):
    labs(tries_ensemble)
    members = [NamedLab(3 + k).network("maxout_50000") for k in range(12)]
    x, y = VALID
    for row in along(tries_ensemble.measure(3, tmp_path)):
        whole = Ensemble(members, row["averaged"])
        assert row["whole.float32"] == by_fgsm(whole, x, y, "float32")


def test_hidden_layers_are_perturbed_by_the_sizes_of_the_claim():
    of = recipes("paper")
    for kind, name in (("by the sign", "hidden_first"), ("rotated", "hidden_rotated")):
        objective, size = tries_hidden.KINDS[kind]
        assert objective == of[name].objective and size.items() <= of[name].options.items()


@pytest.mark.parametrize("path", sorted((ROOT / "docs" / "results" / "tries").glob("*.json")),
                         ids=lambda path: path.stem)
def test_a_committed_try_rests_on_its_recipe_of_today(path):
    told = json.loads(path.read_text("utf-8"))
    today = json.loads(json.dumps(tries.tries()[told["name"]].made_from()))
    assert today == {choice: value for choice, value in told["recipe"].items()
                     if choice not in ORIGINS and (value or choice not in CHAINED)}
