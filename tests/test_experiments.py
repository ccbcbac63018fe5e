"""Every built claim's experiment runs at the smoke profile; its result can be judged and drawn."""
import io
import json
import threading
from dataclasses import replace

import numpy as np
import pytest

from scratchadv import claims, experiments, files, models, reproduce
from scratchadv.datasets import Split, resample
from scratchadv.experiments import tries, tries_softmax
from scratchadv.experiments.ensemble import Ensemble
from scratchadv.experiments.lab import Lab
from scratchadv.experiments.own_data import check_own
from scratchadv.experiments.recipes import MAXOUT, PROFILES, key, recipes
from scratchadv.results import load_results, write_result

BUILT = [id for id, claim in claims.CLAIMS.items() if claim.built]


@pytest.fixture(scope="module")
def smoke(tmp_path_factory):
    """One smoke run of everything.  -> its folder, its lab, what it printed"""
    out, printed = tmp_path_factory.mktemp("smoke"), io.StringIO()
    lab = Lab("smoke", 0, out, stream=io.StringIO())
    assert reproduce.run(reproduce.select([], "smoke"), [lab], out, stream=printed) == 0
    return out, lab, printed.getvalue()


def test_every_built_claim_has_an_experiment_and_every_experiment_a_built_claim():
    assert set(BUILT) == set(experiments.EXPERIMENTS)


@pytest.mark.parametrize("id", BUILT)
def test_the_experiment_measures_every_key_of_its_claim(smoke, id):
    (result,) = load_results(smoke[0])[id]
    verdict = claims.verdict(claims.CLAIMS[id], {0: result.measured})
    assert verdict.word in (claims.REPRODUCED, claims.DIRECTION, claims.DIFFERS)


@pytest.mark.parametrize("id", ["s3.growth", "s5.loss", "s6.noise.dot"])
def test_what_is_mathematics_comes_out_even_at_the_smoke_profile(smoke, id):
    (result,) = load_results(smoke[0])[id]
    verdict = claims.verdict(claims.CLAIMS[id], {0: result.measured})
    exact = [judged.word for judged in verdict.judged
             if judged.quantity.unit != "%" and judged.word != "shown"]
    assert set(exact) == {claims.REPRODUCED}


def test_a_result_says_how_it_came_about(smoke):
    (result,) = load_results(smoke[0])["s4.maxout"]
    assert result.cores >= 1 and result.cpu and result.versions["numpy"] == np.__version__
    origins = {row["name"]: row["origin"] for row in result.hyperparameters}
    assert origins["maxout: max_norm"] == "pylearn2" and origins["maxout: epochs"] == "ours"
    assert len(result.networks) == 1


def test_report_ledger_and_figures_are_written(smoke):
    out, _, printed = smoke
    html, ledger = (out / "report.html").read_text(), (out / "ledger.md").read_text()
    for id in claims.CLAIMS:
        assert id in html and id in ledger, f"{id} must stand in the report, built or not"
    assert len(list((out / "figures").glob("*.png"))) >= 15
    assert str(out / "report.html") in printed


def test_a_second_run_keeps_what_is_done_and_measures_nothing(smoke):
    out, lab, _ = smoke
    before = {path: path.stat().st_mtime_ns for path in (out / "results").iterdir()}
    printed = io.StringIO()
    reproduce.run(["s3.growth", "s4.softmax"], [lab], out, stream=printed)
    assert printed.getvalue().count("kept") == 2
    assert before == {path: path.stat().st_mtime_ns for path in (out / "results").iterdir()}


def test_a_result_without_a_key_that_its_claim_has_by_now_is_measured_again(smoke, tmp_path):
    (result,) = load_results(smoke[0])["s4.softmax"]
    lab = Lab("smoke", 0, tmp_path, stream=io.StringIO())
    write_result(tmp_path, result)
    assert experiments.done("s4.softmax", lab)
    write_result(tmp_path, replace(result, measured={}))
    assert not experiments.done("s4.softmax", lab)


def test_a_network_is_trained_once_and_found_again_by_its_recipe(smoke):
    out, lab, _ = smoke
    again = Lab("smoke", 0, out, stream=io.StringIO())
    for name, array in again.network("softmax").parameters().items():
        np.testing.assert_array_equal(array, lab.network("softmax").parameters()[name])
    assert not list((out / "networks").glob("*.checkpoint")), (
        "a finished training needs no checkpoint")


@pytest.mark.parametrize("content", [None, b"", b"[]", b"{}"])
def test_a_damaged_history_is_refused_by_name_with_what_to_delete(tmp_path, content):
    lab = Lab("smoke", 0, tmp_path, stream=io.StringIO())
    lab.network("softmax")
    (path,) = tmp_path.glob("networks/*.history.json")
    path.unlink() if content is None else path.write_bytes(content)
    with pytest.raises(ValueError, match=f"{path} is missing, damaged .* delete .*npz to train"):
        lab.history("softmax")


@pytest.mark.parametrize("changes, sentence", [
    (dict(D=20), "square images, got 20 pixels each"),
    (dict(N=10_000), "more than 10000 training images, got 10000"),
    (dict(absent=2), r"training images of each class from 0 to .* 4, got none of \[2\]"),
    (dict(largest=7), "test labels from 0 to 4, the largest in training, got 7"),
])
def test_another_data_set_that_the_experiments_cannot_use_is_refused(changes, sentence):
    given = dict(D=9, N=10_001, absent=None, largest=4) | changes
    y = np.arange(given["N"]) % 5
    train = Split(np.zeros((given["N"], given["D"]), np.float32), y[y != given["absent"]])
    test = Split(train.x[:5], np.array([0, 1, 2, 3, given["largest"]]))
    with pytest.raises(ValueError, match=f"^folder must hold {sentence}"):
        check_own("folder", train, test)


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


def test_a_second_stage_goes_on_until_the_validation_loss_is_that_of_the_first_stages_training(
        tmp_path):
    lab = Lab("smoke", 0, tmp_path, stream=io.StringIO())
    first = lab.recipes["maxout"]
    lab.recipes |= {"first": first, "second": replace(
        first, start="first", examples=12_000, epochs=9, monitor="loss", target="training loss",
        snapshots=())}
    net, (x, y) = lab.network("first"), lab.splits()[0]
    wanted = net.loss(x[:2000], y[:2000])
    lab.network("second")
    seen = lab.history("second")["error"]
    assert seen[-1] <= wanted < min(seen[:-1], default=np.inf)
    assert lab.snapshots("second")[-1][0] == lab.history("first")["best_epoch"] + len(seen)


def test_the_wide_network_is_trained_again_for_as_many_epochs_as_early_stopping_found(smoke):
    _, lab, _ = smoke
    best = lab.history("adversarial_1600_50000")["best_epoch"]
    assert len(lab.history("adversarial_1600")["epoch"]) == best


def test_two_processes_train_a_network_once(tmp_path):
    lab = Lab("smoke", 0, tmp_path, stream=io.StringIO())
    path = lab.path("softmax")
    path.parent.mkdir(parents=True)
    with files.locked(path.with_suffix(".lock"), waiting=pytest.fail):
        other = threading.Thread(target=lab.network, args=("softmax",))
        other.start()
        other.join(.5)
        assert other.is_alive() and not path.exists(), "it must wait"
    other.join(60)
    assert path.exists() and not path.with_suffix(".lock").exists()


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


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("name", ["maxout", "adversarial", "sign_noise", "uniform_noise",
                                  "maxout_50000", "maxout_1600"])
def test_a_value_is_said_to_be_of_the_paper_or_of_pylearn2_only_if_it_is(profile, name):
    published = {row["name"]: row["value"] for row in MAXOUT.hyperparameters(name)}
    published |= {f"{name}: alpha": .5, f"{name}: eps": .25}                        # sec. 6
    if name not in recipes(profile):
        return
    if recipes(profile)[name].start:                                                # second stage
        published |= {f"{name}: {choice}": value for choice, value in (
            ("lr", .0615), ("decay", 1.), ("momentum", .694), ("final_momentum", .694),
            ("target", "training loss"), ("examples", 60_000))}
    if recipes(profile)[name].epochs_of:
        published |= {f"{name}: examples": 60_000}                                  # sec. 6
    if name.startswith("maxout_1600"):
        published |= {f"{name}: units": [1600, 1600]}                               # sec. 6
    for row in recipes(profile)[name].hyperparameters(name):
        if row["origin"] != "ours":
            assert row["value"] == published[row["name"]], row


def test_select_takes_ids_and_sections_and_refuses_others():
    assert reproduce.select(["s3"], "laptop") == ["s3.growth", "s3.dimension"]
    assert reproduce.select(["s6.noise"], "laptop") == ["s6.noise.dot", "s6.noise.sign",
                                                        "s6.noise.uniform"]
    with pytest.raises(ValueError, match="ID must be a claim or a section, got 's4.maxuot'; "
                                         "near it are s4.maxout"):
        reproduce.select(["s4.maxuot"], "laptop")
    with pytest.raises(ValueError, match="s9.mpdbm is not built yet"):
        reproduce.select(["s9.mpdbm"], "laptop")


def test_what_trains_for_hours_is_left_to_the_paper_profile():
    assert not {"s6.1600.plain", "s6.1600.adv"} & set(reproduce.select([], "laptop"))
    assert {"s6.1600.plain", "s6.1600.adv"} <= set(reproduce.select(["s6"], "paper"))
    with pytest.raises(ValueError, match="s6.1600 trains too long for the laptop profile"):
        reproduce.select(["s6.1600"], "laptop")


def test_resampling_keeps_the_mean_and_the_range(rng):
    x = rng.random((5, 28 * 28))
    for side in (7, 14, 21, 42, 56):
        y = resample(x, side)
        assert y.shape == (5, side * side) and y.min() >= 0 and y.max() <= 1
        np.testing.assert_allclose(y.mean(axis=1), x.mean(axis=1), rtol=1e-12)


def test_resampling_to_half_the_side_averages_blocks_of_four(rng):
    x = rng.random((3, 4 * 4))
    blocks = x.reshape(3, 2, 2, 2, 2).mean(axis=(2, 4)).reshape(3, 4)
    np.testing.assert_allclose(resample(x, 2), blocks, rtol=1e-14)


def test_a_try_is_measured_from_the_snapshots_that_are_there(tmp_path, monkeypatch):
    recipe = tries.recipes("smoke")["adversarial"]
    monkeypatch.setattr(tries, "ALONG", (1,))
    monkeypatch.setattr(tries, "tries", lambda: {"short": tries._whole(recipe, 2)})
    tries.main(["short", "--out", str(tmp_path)])
    found = json.loads((tmp_path / "short.seed0.json").read_text("utf-8"))
    assert [row["epoch"] for row in found["along"]] == [1]
    assert 0 < found["along"][0]["clean_error"] < 1


def test_lengths_of_softmax_regression_are_measured_along_one_training(tmp_path, monkeypatch):
    def lab(profile, seed, out):
        lab = Lab("smoke", seed, out)
        lab.recipes |= {"maxout_50000": lab.recipes["maxout"]}
        return lab
    monkeypatch.setattr(tries_softmax, "Lab", lab)
    monkeypatch.setattr(tries_softmax, "LENGTHS", (1, 4))
    tries.measure_by_command(tries_softmax.__doc__, tries_softmax.measure, ["--out", str(tmp_path)])
    found = json.loads((tmp_path / "softmax_lengths.seed0.json").read_text("utf-8"))
    first, last = found["along"]
    assert (first["epoch"], last["epoch"]) == (1, 4)
    assert first["confidence.float32"] < last["confidence.float32"], "it grows with training"


def test_the_table_of_lengths_prints_in_bold_what_lies_in_its_band():
    inside = {"error.float32": .999, "confidence.float32": .80, "rubbish_error": .5979,
              "rubbish_confidence": .71, "softmax.wrong": .546, "softmax.both": .846,
              "rbf_softmax.both": .536}
    table = tries_softmax.table({"along": [{"epoch": 3, **inside},
                                           {"epoch": 40, **inside, "softmax.wrong": .7}]})
    _, _, paper, third, last = table.splitlines()
    assert "| 54.6 % |" in paper
    assert third.count("**") == 14 and last.count("**") == 12 and "| 70 % |" in last


def test_the_gradient_of_an_ensemble_is_that_of_its_mean_probability(rng):
    N, D, C = 5, 7, 4
    whole = Ensemble([models.maxout_network(D, (6,), 3, C, rng=rng, init=.8, dtype=np.float64)
                      for _ in range(3)])
    x, y = rng.random((N, D)), rng.integers(0, C, N)

    def J(x):
        return -np.log(whole.probabilities(x)[np.arange(N), y])
    g, h = whole.attack_direction(x, y), 1e-6
    for d in range(D):
        step = h * np.eye(D)[d]
        np.testing.assert_allclose(g[:, d], (J(x + step) - J(x - step)) / (2 * h), rtol=1e-6,
                                   atol=1e-8)
    np.testing.assert_allclose(whole.float32_direction(x, y), g, rtol=1e-3, atol=1e-4)


def test_a_lab_of_another_seed_shares_the_digits_and_keeps_count_of_its_networks(tmp_path):
    lab = Lab("smoke", 0, tmp_path, stream=io.StringIO())
    other = lab.of_seed(3)
    assert other.splits()[0].x is lab.splits()[0].x and lab.of_seed(3) is other
    other.network("softmax")
    assert lab.keys_used() == [other.key("softmax")]
    lab.forget_used()
    assert lab.keys_used() == []
