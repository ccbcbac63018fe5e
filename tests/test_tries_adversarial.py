"""Tries of adversarial training of maxout networks: perturbations, noise, masks, width, weights."""
import json

import numpy as np
import pytest
from first_stages import small_lab, with_first_epoch

from scratchadv import metrics, models
from scratchadv.attacks import fgsm, pgd
from scratchadv.experiments import (
    tries_hidden, tries_length, tries_masks, tries_noise, tries_perturbed, tries_start, tries_wide,
)
from scratchadv.experiments.recipes import alter


def test_perturbations_are_trained_on_by_either_reading_of_the_masks(tmp_path, monkeypatch):
    monkeypatch.setattr(tries_perturbed, "Lab", small_lab)
    tries_perturbed.measure(0, tmp_path)
    along = json.loads((tmp_path / "perturbed.seed0.json").read_text("utf-8"))["along"]
    one_set, of_each = along
    assert all(one_set[name] != of_each[name] for name in tries_perturbed.NAMES)
    lab = small_lab("smoke", 0, tmp_path)            # which has one set, as the laptop profile
    nets = {name: lab.network(name) for name in tries_perturbed.NAMES}
    x, y = lab.splits()[1]
    clean = {name: metrics.error(net, x, y) for name, net in nets.items()}
    assert one_set["rotated.clean"] == clean["hidden_rotated"] - clean["hidden_input"]
    assert one_set["scaled.clean"] == clean["scaled_trained"] - clean["short_adversarial"]
    sizes = [np.sqrt(np.mean(np.square(nets[name].layer_inputs(x)[2], dtype=float)))
             for name in ("hidden_first", "hidden_input")]
    assert one_set["growth"] == pytest.approx(sizes[0] / sizes[1])
    assert tries_perturbed.table({"along": along}).count("\n") == 2 * (2 + len(along)) + 1 + 1


def test_every_layer_is_perturbed_in_both_ways_in_networks_of_either_unit(tmp_path, monkeypatch):
    monkeypatch.setattr(tries_hidden, "Lab", small_lab)
    monkeypatch.setattr(tries_hidden, "EPOCHS", 1)
    monkeypatch.setattr(tries_masks, "BY_PGD", 300)
    tries_hidden.measure(0, tmp_path)
    written = json.loads((tmp_path / "hidden.seed0.json").read_text("utf-8"))
    along, recipes = written["along"], list(written["recipe"].values())
    assert [f"{row['units']}, {row['perturbed']}" for row in along] == list(written["recipe"])
    told = {(recipe["model"], recipe["objective"], *recipe["options"].get("layers", ()))
            for recipe in recipes}
    assert told == {(model, *how) for model in ("maxout_network", "mlp") for how in [
        ("clean",), *((f"hidden_{kind}", *layers) for kind in ("additive", "rotation")
                      for layers in ((0,), (1,), (2,), (1, 2)))]}
    assert len({row["exact"] + row["first"] for row in along}) == len(along), "each is another"
    lab = small_lab("smoke", 0, tmp_path)
    (train_x, train_y), (x, y), _ = lab.splits()
    for i, row in enumerate(along):
        (path,) = tmp_path.glob(f"networks/within.{i}.*.npz")
        net, asked = models.load(path), recipes[i]["objective"]
        assert (asked == "hidden_rotation") == ("rotated" in row["perturbed"])
        assert row["clean"] == metrics.error(net, x, y)
        assert row["train"] == metrics.error(net, train_x[:2_000], train_y[:2_000])
        single, exact = (metrics.error(net, fgsm(net, x, y, eps=.25, direction=direction), y)
                         for direction in ("float32", "exact"))
        assert (row["fgsm"], row["exact"]) == (single, exact)
        x_adv = pgd(net, x[:300], y[:300], eps=.25, rng=lab.rng("tries_masks"))
        assert row["pgd"] == metrics.error(net, x_adv, y[:300])
        h = [net.layer_inputs(x)[place] for place in (2, 4)]
        assert [row["first"], row["final"]] == pytest.approx(
            [np.sqrt(np.mean(np.square(each, dtype=float))) for each in h])
    assert tries_hidden.table({"along": along}).count("\n") == 1 + len(along)


def test_rotations_and_scaled_gradients_are_measured_along_their_training(tmp_path, monkeypatch):
    lab = with_first_epoch(*tries_length.TRAINED)
    monkeypatch.setattr(tries_length, "Lab", lab)
    monkeypatch.setattr(tries_masks, "BY_PGD", 300)
    tries_length.measure(0, tmp_path)
    written = json.loads((tmp_path / "length.seed0.json").read_text("utf-8"))
    along, trained = written["along"], lab("paper", 0, tmp_path)
    assert list(written["recipe"]) == list(tries_length.TRAINED.values())
    assert [recipe["objective"] for recipe in written["recipe"].values()] == [
        "clean", "adversarial_float32_probe", "rotation", "scaled_gradient", "hidden_rotation",
        "hidden_additive"]
    assert written["recipe"]["first hidden layer by the sign"]["options"]["layers"] == [1]
    x, y = trained.splits()[1]
    nets = {(what, epoch): net for name, what in tries_length.TRAINED.items()
            for epoch, net in trained.snapshots(name)}
    assert [(row["trained"], row["epoch"]) for row in along] == list(nets)
    assert {epoch for _, epoch in nets} == {1, 2}
    for row, net in zip(along, nets.values()):
        assert row["clean"] == metrics.error(net, x, y)
        x_adv = pgd(net, x[:300], y[:300], eps=.25, rng=trained.rng("tries_masks"))
        assert row["pgd"] == metrics.error(net, x_adv, y[:300])
    net = nets["J alone", 2]
    net.parameters()["layer2.W"][:] *= 1000          # so sure that rounding tells
    found = tries_length._measure_one(trained, net)
    single, exact = (metrics.error(net, fgsm(net, x, y, eps=.25, direction=direction), y)
                     for direction in ("float32", "exact"))
    assert found["fgsm"] == single != exact


def test_trainings_are_shown_side_by_side_along_their_epochs():
    along = [{"trained": trained, "epoch": epoch, "clean": (10 * k + epoch) / 1e4,
              "fgsm": .4 + k / 10, "pgd": .95}
             for k, trained in enumerate(tries_length.TRAINED.values())
             for epoch in ((1, 3) if k == 1 else (1, 2, 4))]
    clean, by_fgsm, by_pgd = tries_length.table({"along": along}).split("\n\n")
    assert clean.splitlines()[2:] == [
        "| 1 | 0.01 % | 0.11 % | 0.21 % | 0.31 % | 0.41 % | 0.51 % |",
        "| 2 | 0.02 % | — | 0.22 % | 0.32 % | 0.42 % | 0.52 % |",
        "| the best (which) | 0.04 % (4) | 0.13 % (3) | 0.24 % (4) | 0.34 % (4) | 0.44 % (4) "
        "| 0.54 % (4) |"]
    assert by_fgsm.startswith("| FGSM error at epoch | J alone | FGSM | rotations | scaled")
    assert by_fgsm.splitlines()[3] == "| 2 | 40.00 % | — | 60.00 % | 70.00 % | 80.00 % | 90.00 % |"
    assert by_pgd.startswith("| PGD-20 error, the first 2,000 digits, at epoch | J alone")


def test_noise_alone_and_beside_the_digits_are_measured_and_are_not_the_same(tmp_path, monkeypatch):
    monkeypatch.setattr(tries_noise, "Lab", small_lab)
    tries_noise.measure(0, tmp_path)
    along = json.loads((tmp_path / "noise.seed0.json").read_text("utf-8"))["along"]
    assert [(row["noise"], row["alpha"]) for row in along] == [
        ("sign", 0), ("sign", .5), ("uniform", 0), ("uniform", .5)]
    for noise in ("sign", "uniform"):
        alone, beside = (row["confidence.float32"] for row in along if row["noise"] == noise)
        assert alone != beside
    table = tries_noise.table({"along": along})
    assert "| 86.2 % | 97.3 % |" in table and "| 90.4 % | 97.8 % |" in table


def test_both_ways_to_draw_masks_are_measured_alike(tmp_path, monkeypatch):
    monkeypatch.setattr(tries_masks, "Lab", small_lab)
    tries_masks.measure(0, tmp_path)
    written = json.loads((tmp_path / "masks.seed0.json").read_text("utf-8"))
    along, recipes = written["along"], written["recipe"]
    naive, *others = along
    assert recipes.keys() == {row["masks"] for row in along}
    fresh, same = (recipes[tries_masks.READINGS[name]]
                   for name in (tries_masks.FRESH, tries_masks.SAME))
    assert fresh["options"] == same["options"] | {"fresh_masks": True}
    assert {row["masks"] for row in others} == set(tries_masks.READINGS.values())
    assert all(row.keys() == {"masks", "epoch", *tries_masks.COLUMNS} for row in along)
    assert naive["old_to_new"] is None and 0 < naive["clean_error"] < naive["error.pgd20"]
    assert naive["window_share"] == 1, "it is compared with itself"
    table = tries_masks.table({"along": along})
    assert table.count("\n") == 2 + len(along)
    assert "| — | — |" in table.splitlines()[3], "a network does not transfer to itself"


def test_1600_units_are_measured_along_their_first_stage(tmp_path, monkeypatch):
    lab = with_first_epoch(tries_wide.NAME, epochs=4, examples=5_000)       # the last is the best
    monkeypatch.setattr(tries_wide, "Lab", lab)
    tries_wide.measure(0, tmp_path)
    written = json.loads((tmp_path / "wide.seed0.json").read_text("utf-8"))
    along, trained = written["along"], lab("paper", 0, tmp_path)
    assert [row["epoch"] for row in along] == [1, 4]
    assert written["recipe"]["monitor"] == "adversarial_error"
    assert along[0]["error.float32"] != along[1]["error.float32"]
    assert along[1] == {"epoch": 4, **tries_masks.measure_one(
        trained, trained.network(tries_wide.NAME))}
    table = tries_wide.table({"along": along})
    assert "| 0.782 % | 17.9 % | 81.4 % | 19.6 % | 40.9 % |" in table


def test_both_starts_are_measured_beside_the_same_naive_network(tmp_path, monkeypatch):
    monkeypatch.setattr(tries_start, "Lab", small_lab)
    tries_start.measure(0, tmp_path)
    along = json.loads((tmp_path / "starts.seed0.json").read_text("utf-8"))["along"]
    assert {row["start"] for row in along} == {.005, .05}
    small, wide = ([row for row in along if row["start"] == start][-1] for start in (.005, .05))
    lab = small_lab("smoke", 0, tmp_path)
    x, y = lab.splits()[1]
    old = lab.network("maxout_50000")
    assert wide["old_to_new"] != wide["new_to_old"]
    lab.recipes |= {"float32_probe_50000": alter(lab.recipes["float32_probe_50000"],
                                                 arguments=dict(init=.05))}
    new = models.load(lab.path("float32_probe_50000"))
    moved = fgsm(old, x, y, eps=.25, direction="float32")
    assert wide["old_to_new"] == metrics.error(new, moved, y)
    assert wide["window_share"] < small["window_share"], "what pixels never used stays as it began"
    assert tries_start.table({"along": along}).count("\n") == 2 + len(along)
