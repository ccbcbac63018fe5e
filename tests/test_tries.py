"""Tries beside the paper's numbers: measured as told, printed as tables."""
import json

import numpy as np
import pytest
from first_stages import small_lab

from scratchadv import datasets, metrics, models
from scratchadv.attacks import fgsm
from scratchadv.experiments import (
    appendix, tries, tries_deep, tries_ensemble, tries_logistic, tries_rubbish, tries_softmax,
)
from scratchadv.experiments.ensemble import Ensemble
from scratchadv.experiments.lab import Lab


def test_a_try_is_measured_from_the_snapshots_that_are_there(tmp_path, monkeypatch):
    recipe = tries.recipes("smoke")["adversarial"]
    monkeypatch.setattr(tries, "ALONG", (1,))
    monkeypatch.setattr(tries, "tries", lambda: {"short": tries._whole(recipe, 2)})
    tries.main(["short", "--out", str(tmp_path)])
    found = json.loads((tmp_path / "short.seed0.json").read_text("utf-8"))
    assert [row["epoch"] for row in found["along"]] == [1]
    assert 0 < found["along"][0]["clean_error"] < 1


def test_every_reading_of_softmax_regression_is_measured_along_its_training(tmp_path, monkeypatch):
    monkeypatch.setattr(tries_softmax, "Lab", small_lab)
    monkeypatch.setattr(tries_softmax, "LENGTHS", (1,))
    tries.measure_by_command(tries_softmax.__doc__, tries_softmax.measure, ["--out", str(tmp_path)])
    along = json.loads((tmp_path / "softmax.seed0.json").read_text("utf-8"))["along"]
    assert {row["reading"] for row in along} == set(tries_softmax.READINGS)
    last = {row["reading"]: row["confidence.float32"] for row in along}
    assert len(set(last.values())) == len(last), "each trains another network"
    first, then = [row for row in along if row["reading"] == "plain SGD"]
    assert [(row["epoch"], row["best"]) for row in (first, then)] == [(1, False), (2, True)]
    assert first["confidence.float32"] < then["confidence.float32"], "it grows with training"
    lab = small_lab("smoke", 0, tmp_path)
    (path,) = (path for path in tmp_path.glob("networks/softmax.3.*.npz")
               if ".epoch" not in path.name)
    net, (x, y) = models.load(path), lab.splits()[1]
    moved = fgsm(net, x, y, eps=.25, direction="float32")
    for name in ("maxout", "adversarial"):
        said = lab.network(f"{name}_50000").predict(moved)
        wrong = (said != y) & (net.predict(moved) != y)
        assert along[-1][f"{name}.accuracy"] == (said == y).mean()
        assert along[-1][f"{name}.agreement"] == (said == net.predict(moved))[wrong].mean()


def test_every_reading_of_logistic_regression_is_measured_along_its_training(tmp_path, monkeypatch):
    monkeypatch.setattr(tries_logistic, "Lab", small_lab)
    monkeypatch.setattr(tries_logistic, "LENGTHS", (1, 3))
    tries_logistic.measure(0, tmp_path)
    along = json.loads((tmp_path / "logistic.seed0.json").read_text("utf-8"))["along"]
    assert [(row["reading"], row["epoch"]) for row in along] == [
        (reading, epoch) for reading in tries_logistic.READINGS for epoch in (1, 3)]
    assert len({row["train_error"] for row in along}) == len(along), "each is another network"
    (path,) = tmp_path.glob("networks/logistic.2.*.epoch3.npz")
    net, lab = models.load(path), small_lab("smoke", 0, tmp_path)
    x, y = lab.splits("threes_vs_sevens")[0]
    held_out = datasets.threes_vs_sevens((lab.splits()[1], lab.splits()[1]))[0]
    assert along[-1]["clean_error"] == metrics.error(net, *held_out)
    assert along[-1]["train_error"] == metrics.error(net, x[:-len(held_out.y)],
                                                     y[:-len(held_out.y)])
    assert tries_logistic.table({"along": along}).count("| 1.6 % | 1.6 % | 99 % |") == 1


def test_an_ensemble_is_attacked_by_every_rule(tmp_path, monkeypatch):
    monkeypatch.setattr(tries_ensemble, "Lab", small_lab)
    monkeypatch.setattr(tries_ensemble, "MEMBERS", 2)
    monkeypatch.setattr(tries_ensemble, "EPS", .1)   # at .25 all but a few digits are fooled
    tries_ensemble.measure(0, tmp_path)
    along = json.loads((tmp_path / "ensemble.seed0.json").read_text("utf-8"))["along"]
    assert [row["averaged"] for row in along] == ["probabilities", "scores", "losses"]
    lab = small_lab("smoke", 0, tmp_path)
    x, y = lab.splits()[1]
    members = [lab.of_seed(seed).network("maxout") for seed in (0, 1)]
    for row in along:
        whole = Ensemble(members, row["averaged"])
        alone = [metrics.error(whole, fgsm(net, x, y, eps=.1, direction="float32"), y)
                 for net in members]
        assert row["first.float32"] == alone[0] and row["each.float32"] == np.mean(alone)
        for direction, key in (("float32", "whole.float32"), ("exact", "whole.exact")):
            moved = fgsm(whole, x, y, eps=.1, direction=direction)
            assert row[key] == metrics.error(whole, moved, y)
        assert row["each.exact"] == np.mean([
            metrics.error(whole, fgsm(net, x, y, eps=.1), y) for net in members])
    assert along[0]["whole.float32"] != along[1]["whole.float32"], "rules differ"
    assert tries_ensemble.table({"along": along}).count("| paper | 91.1 % | 87.9 %") == 1


def test_what_to_say_of_noise_is_measured_along_its_training(tmp_path, monkeypatch):
    def noise(lab, purpose):
        return appendix.noise(lab, purpose, 1_000)
    monkeypatch.setattr(tries_rubbish, "Lab", small_lab)
    monkeypatch.setattr(tries_rubbish, "noise", noise)
    tries_rubbish.measure(0, tmp_path)
    along = json.loads((tmp_path / "rubbish.seed0.json").read_text("utf-8"))["along"]
    best = {row["trained"]: row for row in along if row["best"]}
    assert best.keys() == set(tries_rubbish.READINGS)
    assert len({row["clean_error"] for row in best.values()}) == 6, "each trains another network"
    (path,) = (path for path in tmp_path.glob("networks/short_sigmoids.2.*.npz")
               if ".epoch" not in path.name)
    net, lab = models.load(path), small_lab("smoke", 0, tmp_path)
    row = best["sigmoids, all absent"]
    assert row["clean_error"] == metrics.error(net, *lab.splits()[1])
    z = noise(lab, "tries_rubbish")
    assert row["noise"] == (net.probabilities(z) > .5).any(axis=1).mean()
    assert tries_rubbish.table({"along": along}).count("\n") == 2 + len(along)


def test_the_network_in_use_stands_at_its_best_epoch_not_at_the_last(tmp_path, monkeypatch):
    monkeypatch.setattr(tries_rubbish, "Lab", small_lab)
    monkeypatch.setattr(tries_rubbish, "READINGS", dict([*tries_rubbish.READINGS.items()][:1]))
    monkeypatch.setattr(Lab, "history", lambda lab, name: {"best_epoch": 1})
    tries_rubbish.measure(0, tmp_path)
    result = json.loads((tmp_path / "rubbish.seed0.json").read_text("utf-8"))
    assert [(row["epoch"], row["best"]) for row in result["along"]] == [(1, True)]
    assert "| softmax, p uniform | 1, the best |" in tries_rubbish.table(result)


def test_what_was_measured_is_written_into_a_folder_that_is_new(tmp_path):
    path = tries.write(tmp_path / "a" / "b", "softmax", 0, {}, [], [7])
    assert json.loads(path.read_text("utf-8"))["digits"] == "1 validation digits"


def test_a_step_from_noise_goes_towards_the_most_probable_class(rng):
    net, z = models.softmax_regression(49, 6, rng=rng, init=.13), rng.standard_normal((500, 49))
    found = tries_rubbish._seen(net, z)
    assert 0 < found["noise"] < found["step"] < found["double"]
    for key, eps in (("step", .25), ("double", .5)):
        there = z - eps * np.sign(net.attack_direction(z, net.predict(z)))
        assert found[key] == (net.probabilities(there) > .5).any(axis=1).mean()


def test_rbf_networks_are_trained_by_either_loss(tmp_path, monkeypatch):
    monkeypatch.setattr(tries_deep, "Lab", small_lab)
    monkeypatch.setattr(tries_deep, "BY_LOSS", {"log p": {"shallow": (1.,), "deep": (.1,)},
                                                "squared error of p": {"shallow": (1., 1e300)}})
    tries_deep.measure(0, tmp_path)
    along = json.loads((tmp_path / "deep.seed0.json").read_text("utf-8"))["along"]
    untrained, shallow, _, deep, before, squared, diverged = along
    lab = small_lab("smoke", 0, tmp_path)
    net, (x, y) = lab.network("shallow_rbf_1"), lab.splits()[1]
    assert shallow["train_error"] == metrics.error(net, *lab.trained_on("shallow_rbf_1"))
    assert shallow["valid_loss"] == pytest.approx(net.loss(x, y), rel=1e-5) != deep["valid_loss"]
    assert shallow["valid_loss"] < untrained["valid_loss"]
    assert before["train_error"] == untrained["train_error"], "a loss predicts nothing"
    assert 0 < squared["valid_loss"] < before["valid_loss"] < 1, "p = 0 throughout would have 1"
    assert diverged["valid_loss"] is diverged["train_error"] is None
    lines = tries_deep.table({"along": along}).splitlines()
    assert "| **1** | **" in lines[3] and "| untrained | " in lines[2]
    assert lines[-1].endswith("| 1e+300 | diverges | — |")


def test_the_table_of_readings_prints_in_bold_what_lies_in_its_band():
    inside = {"error.float32": .999, "confidence.float32": .80, "rubbish_error": .5979,
              "rubbish_confidence": .71, "softmax.wrong": .546, "softmax.both": .846,
              "rbf_softmax.both": .536, "rbf_softmax.own": .536, "maxout.accuracy": .08,
              "maxout.agreement": .748, "adversarial.accuracy": .879,
              "adversarial.agreement": .722}
    table = tries_softmax.table({"along": [
        {"reading": "one", "epoch": 3, "best": True, **inside},
        {"reading": "one", "epoch": 40, "best": False, **inside, "softmax.wrong": .7}]})
    _, _, paper, third, last = table.splitlines()
    assert "| 54.6 % |" in paper
    assert "| 3, the best |" in third and "| 40 |" in last
    assert third.count("**") == 24 and last.count("**") == 22 and "| 70.00 % |" in last


def test_differences_of_rates_are_points_in_a_table_and_rates_are_percent():
    row = {"masks": "one", "difference": -.0043, "rate": .0151}
    table = tries.claims_table(["masks"], [row], {
        "difference": ("s6.hidden", "rotation.clean_error"), "rate": ("s4.softmax", "clean_error")})
    assert table.splitlines()[-1] == "| one | -0.43 points | 1.51 % |"
