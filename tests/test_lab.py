"""The lab keeps the networks of experiments: trained once, counted, refused where damaged."""
import io
import threading
from dataclasses import replace

import numpy as np
import pytest

from scratchadv import files, models, objectives, training
from scratchadv.experiments.lab import Lab
from scratchadv.experiments.recipes import OF_START


def test_two_processes_train_a_network_once(tmp_path):
    lab = Lab("smoke", 0, tmp_path, stream=(said := io.StringIO()))
    path = lab.path("softmax")
    path.parent.mkdir(parents=True)
    with files.locked(path.with_suffix(".lock"), waiting=pytest.fail):
        other = threading.Thread(target=lab.network, args=("softmax",))
        other.start()
        other.join(.5)
        assert other.is_alive() and not path.exists(), "it must wait"
    other.join(60)
    assert path.exists() and not path.with_suffix(".lock").exists()
    assert "another process trains softmax, waiting 0 s" in said.getvalue()
    assert lab.seconds_in_training() > sum(lab.history("softmax")["seconds"]) + .3, (
        "what it waited for was training, not measuring")


def test_networks_whose_recipes_differ_by_name_alone_are_one(tmp_path):
    lab = Lab("smoke", 0, tmp_path, stream=io.StringIO())
    lab.recipes |= {"again": lab.recipes["softmax"], "longer": replace(
        lab.recipes["softmax"], epochs=3), "origin": replace(lab.recipes["softmax"], paper=())}
    for name in ("again", "origin", "longer", "softmax"):
        lab.network(name)
    assert lab.used == ["softmax", "longer"]
    assert lab.network("again") is lab.network("softmax") is not lab.network("longer")
    assert lab.evaluation("again") is lab.evaluation("origin")
    assert lab.path("again", epoch=1) == lab.path("softmax", epoch=1)
    assert len([*tmp_path.glob("networks/*.npz")]) == 2 == len(lab.keys_used())
    np.testing.assert_array_equal(lab.pgd_examples("again")[:50], lab.pgd_examples("softmax")[:50])


def test_a_lock_on_a_file_that_is_no_longer_there_is_none(tmp_path, monkeypatch):
    """Whoever had it deletes it after we have opened it, and the next one would make another."""
    path, opened = tmp_path / "lock", []

    def flock(file, how, original=files.fcntl.flock):
        if not opened:
            path.unlink()
        opened.append(file)
        original(file, how)
    monkeypatch.setattr(files.fcntl, "flock", flock)
    with files.locked(path, waiting=lambda seconds: None):
        assert path.exists() and len(opened) == 2
    assert not path.exists()


@pytest.mark.parametrize("content", [None, b"", b"[]", b"{}"])
def test_a_damaged_history_is_refused_by_name_with_what_to_delete(tmp_path, content):
    lab = Lab("smoke", 0, tmp_path, stream=io.StringIO())
    lab.network("softmax")
    (path,) = tmp_path.glob("networks/*.history.json")
    path.unlink() if content is None else path.write_bytes(content)
    with pytest.raises(ValueError, match=f"{path} is missing, damaged .* delete .*npz to train"):
        lab.history("softmax")


def test_a_network_without_its_history_is_measured_all_the_same(tmp_path):
    lab = Lab("smoke", 0, tmp_path, stream=io.StringIO())
    lab.network("softmax")
    assert lab.training_seconds().keys() == {"softmax.seed0"}
    lab.history_path("softmax").unlink()
    assert lab.training_seconds() == {}


def test_another_network_in_the_place_of_one_is_refused(tmp_path):
    lab = Lab("smoke", 0, tmp_path, stream=io.StringIO())
    lab.network("softmax").save(path := lab.path("maxout"))
    with pytest.raises(ValueError, match=f"{path} must hold a network of model maxout_network, got "
                                         "softmax_regression; delete it to train that network"):
        lab.network("maxout")
    models.maxout_network(784, (40, 30), 5, 10, rng=np.random.default_rng(0)).save(path)
    with pytest.raises(ValueError, match=r"of units \[40, 40\], got \[40, 30\]; delete it to"):
        lab.network("maxout")


def test_a_second_stage_goes_on_until_the_objective_on_valid_is_that_of_the_first_stages_training(
        tmp_path, monkeypatch):
    lab = Lab("smoke", 0, tmp_path, stream=io.StringIO())
    first = lab.recipes["maxout"]
    lab.recipes |= {"first": first, "second": replace(
        first, start="first", examples=12_000, epochs=9, monitor="objective",
        target=OF_START, snapshots=())}
    net, (x, y) = lab.network("first"), lab.splits()[0]
    wanted = training.mean_objective(net, x[:2000], y[:2000], objective=objectives.clean,
                                     rng=lab.rng("training objective of first"))
    assert net.loss(x[:2000], y[:2000]) < wanted, "it is that under dropout"
    asked = {}

    def fit(*args, original=training.fit, **options):
        asked.update(options)
        return original(*args, **options)

    monkeypatch.setattr(training, "fit", fit)
    lab.network("second")
    assert asked["target"] == wanted and not list(tmp_path.rglob("*.target.json"))
    seen = lab.history("second")["error"]
    assert seen[-1] <= wanted < min(seen[:-1], default=np.inf)
    assert lab.snapshots("second")[-1][0] == lab.history("first")["best_epoch"] + len(seen)


def test_a_second_stage_goes_on_with_the_target_that_it_began_with(tmp_path, monkeypatch):
    lab, asked = Lab("smoke", 0, tmp_path, stream=io.StringIO()), []

    def stopped(*args, target, **options):
        asked.append(target)
        raise KeyboardInterrupt
    lab.recipes |= {"second": replace(lab.recipes["softmax"], start="softmax", target=OF_START)}
    lab.network("softmax")
    monkeypatch.setattr(training, "fit", stopped)
    for loss in (.3, .3 + 1e-12):                # that of another processor
        monkeypatch.setattr(training, "mean_objective", lambda *_, **__: loss)
        with pytest.raises(KeyboardInterrupt):
            lab.network("second")
    assert asked == [.3, .3]
    (kept,) = tmp_path.rglob("*.target.json")
    kept.write_text("")
    with pytest.raises(ValueError, match=f"{kept} is damaged or truncated .* delete it"):
        lab.network("second")


HISTORY = vars(training.History(epoch=[1, 2], J=[.5, .4], error=[.2, .1], lr=[.1, .1],
                                momentum=[.5, .5], best_epoch=2, seconds=[1., 1.]))


def test_a_history_is_taken_as_training_leaves_it():
    training.check_history(HISTORY)
    training.check_history(vars(training.History()))


@pytest.mark.parametrize("damage, said", [
    ([], "its fields"), ({**HISTORY, "more": 1}, "its fields"), ({"epoch": [1]}, "its fields"),
    ({**HISTORY, "J": 7}, "no lists"), ({**HISTORY, "seconds": {}}, "no lists"),
    ({**HISTORY, "seconds": ["1", "1"]}, "no numbers"),
    ({**HISTORY, "seconds": [None, 1.]}, "no numbers"), ({**HISTORY, "J": [True, 1.]}, "no numb"),
    ({**HISTORY, "error": [.2]}, "other lengths"), ({**HISTORY, "epoch": [1, 3]}, "other lengths"),
    ({**HISTORY, "best_epoch": 3}, "best epoch 3 of 2"),
    ({**HISTORY, "best_epoch": "2"}, "best epoch '2' of 2")])
def test_a_history_that_cannot_be_is_refused(damage, said):
    with pytest.raises(ValueError, match=said):
        training.check_history(damage)


def test_a_network_of_the_second_half_needs_one(tmp_path):
    lab = Lab("smoke", 0, tmp_path, stream=io.StringIO())
    lab.recipes["half"] = replace(lab.recipes["softmax_second_half"], skip=60_000)
    with pytest.raises(ValueError, match="more than 60000 training digits .* got 50000; name the"):
        lab.trained_on("half")


def test_digits_of_another_profile_are_refused(tmp_path):
    with pytest.raises(ValueError, match="the profile of digits must be one of 'paper', got 'smo"):
        Lab("paper", 0, tmp_path, digits=Lab("smoke", 0, tmp_path).digits)


def test_a_lab_of_another_seed_shares_the_digits_and_keeps_count_of_its_networks(tmp_path):
    lab = Lab("smoke", 0, tmp_path, stream=io.StringIO())
    other = lab.of_seed(3)
    assert other.splits()[0].x is lab.splits()[0].x and lab.of_seed(3) is other
    other.network("softmax")
    assert lab.keys_used() == [other.key("softmax")]
    lab.forget_used()
    assert lab.keys_used() == []
