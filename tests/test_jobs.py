"""What a job writes beside its numbers, and when what is there is done: no network is trained."""
import threading
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from named_networks import NamedLab

from scratchadv import experiments, files
from scratchadv.claims import CLAIMS
from scratchadv.experiments.lab import Lab
from scratchadv.results import load_results, read_result, result_path, write_result

ID = "s4.softmax"
LAPTOP = Path(__file__).parents[1] / "docs" / "results" / "laptop"


@pytest.fixture
def lab(tmp_path, monkeypatch):
    """A lab whose experiments ask for two networks, of two seeds, which took 3 s of training."""
    def ask(lab):
        for each, name in ((lab, "softmax"), (lab, "maxout"), (lab.of_seed(2), "rbf")):
            each._note(name)
        lab._in_training += 3.
        return {key: {"value": .5, "n": 10, "interval": [.4, .6]} for key in CLAIMS[ID].keys()}, {}
    monkeypatch.setitem(experiments.EXPERIMENTS, ID, ask)
    monkeypatch.setattr(Lab, "training_seconds", lambda lab: {"softmax.seed0": 3.})
    clock = iter([100., 107.5])
    monkeypatch.setattr(experiments, "time", SimpleNamespace(monotonic=lambda: next(clock)))
    return Lab("smoke", 0, tmp_path)


def test_a_result_names_the_networks_and_choices_that_its_own_experiment_asked_for(lab):
    lab._note("logistic")                                  # by an experiment before
    result = read_result(experiments.run_job(ID, lab))
    assert result.networks == [lab.key("softmax"), lab.key("maxout"), lab.of_seed(2).key("rbf")]
    told = {row["name"].partition(":")[0] for row in result.hyperparameters}
    assert told == {"softmax", "maxout"}


def test_its_seconds_are_those_without_the_training(lab):
    result = read_result(experiments.run_job(ID, lab))
    assert result.seconds == 4.5 and result.training == {"softmax.seed0": 3.}


def test_what_is_done_is_not_run_again(lab):
    path = experiments.run_job(ID, lab)
    before = path.stat().st_mtime_ns
    experiments.run_once(ID, lab)
    assert path.stat().st_mtime_ns == before


def test_whoever_waits_for_another_process_finds_the_job_done(lab, monkeypatch):
    lock = result_path(lab.out, ID, 0).with_suffix(".lock")
    lock.parent.mkdir(parents=True)
    with files.locked(lock, waiting=pytest.fail):
        waits = threading.Thread(target=experiments.run_once, args=(ID, lab))
        waits.start()
        waits.join(.3)
        written = experiments.run_job(ID, lab).stat().st_mtime_ns
        monkeypatch.setattr(experiments, "run_job", pytest.fail)
    waits.join(10)
    assert result_path(lab.out, ID, 0).stat().st_mtime_ns == written


def test_the_laptop_leaves_out_what_takes_hours_and_nothing_else():
    built = {id for id, claim in CLAIMS.items() if claim.built}
    missing = built - load_results(LAPTOP).keys()
    assert missing == set(experiments.NOT_AT["laptop"]), (
        "measure it, `scratchadv reproduce ID --out docs/results/laptop`, and commit the JSON; or, "
        "if that takes hours, name it in NOT_AT")


@pytest.mark.parametrize("changes", [
    {"versions": {"scratchadv": "0.0.1"}}, {"networks": ["of another recipe"]},
    {"profile": "laptop"}, {"dataset": "0123456789abcdef"}, {"measured": {}}])
def test_a_result_of_another_version_recipe_profile_or_with_less_in_it_is_not_done(lab, changes):
    result = read_result(experiments.run_job(ID, lab))
    assert experiments.done(ID, lab)
    write_result(lab.out, replace(result, **changes))
    assert not experiments.done(ID, lab)


def test_a_result_names_its_data_set(monkeypatch, lab):
    monkeypatch.setattr(type(lab), "data_name", "0123456789abcdef")
    assert read_result(experiments.run_job(ID, lab)).dataset == "0123456789abcdef"


def test_networks_of_the_ensembles_other_seeds_are_of_todays_recipes():
    lab = NamedLab(3)
    for seed, known in ((0, True), (3, True), (14, True), (15, False), (2, False)):
        assert (lab.of_seed(seed).key("softmax") in lab.known_keys) == known, seed
