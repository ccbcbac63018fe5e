"""`scratchadv reproduce` does what it was asked for, in one process and in two."""
import io
import json
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from report_folders import made_up, not_for_print

from scratchadv import cli, experiments, reproduce, second_process
from scratchadv.results import write_result


class Told:
    """In the place of a second process: keeps what is written to it."""

    returncode = 0

    def __init__(self, *arguments, **options):
        self.stdin, Told.last = io.BytesIO(), self

    def poll(self):
        return None

    def kill(self):
        """It has none."""

    communicate = kill


def test_the_second_process_is_told_its_jobs_data_and_threads(monkeypatch, tmp_path):
    monkeypatch.setattr(second_process.subprocess, "Popen", Told)
    monkeypatch.setattr(second_process, "cores", lambda: 5)
    monkeypatch.setattr("scratchadv.kernels.team.use_threads", lambda T: None)
    digits = SimpleNamespace(profile="paper", folder=Path("fashion"))
    with second_process.second_process([("s4.softmax", 3)], tmp_path, digits=digits, stream=None):
        task = json.loads(Told.last.stdin.getvalue())
    assert task == {"jobs": [["s4.softmax", 3]], "profile": "paper", "data": "fashion",
                    "out": str(tmp_path), "threads": 2}


def test_the_second_process_does_as_it_is_told_from_the_last_job_on(monkeypatch, tmp_path):
    def lab(profile, seed, out, *, digits, stream):
        stream.close()
        return SimpleNamespace(seed=seed, told=(profile, out, digits.profile, digits.folder))
    task = {"jobs": [["s4.softmax", 0], ["s4.maxout", 1]], "profile": "paper", "data": "fashion",
            "out": str(tmp_path), "threads": 2}
    done, threads = [], []
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(task) + "\n"))
    monkeypatch.setattr(second_process, "_end_with_the_first", lambda: None)
    monkeypatch.setattr(second_process, "load_numpy_with_one_thread", lambda: True)
    monkeypatch.setattr("scratchadv.kernels.team.use_threads", threads.append)
    monkeypatch.setattr("scratchadv.experiments.lab.Lab", lab)
    monkeypatch.setattr(experiments, "run_once",
                        lambda id, lab: done.append((id, lab.seed, lab.told)))
    assert second_process.main() == 0
    told = ("paper", str(tmp_path), "paper", "fashion")
    assert done == [("s4.maxout", 1, told), ("s4.softmax", 0, told)] and threads == [2]


@pytest.fixture
def asked(monkeypatch):
    """What reproduce.run is called with."""
    found = {}
    monkeypatch.setattr(reproduce, "run", lambda ids, labs, out, **options: found.update(
        seeds=[lab.seed for lab in labs], out=out, **options) or 0)
    return found


@pytest.mark.parametrize("options, seeds", [
    ([], [0]), (["--seeds", "3"], [0, 1, 2]), (["--seed", "5"], [5]), (["--seed", "0"], [0])])
def test_the_seeds_of_a_run_are_those_that_are_asked_for(asked, tmp_path, options, seeds):
    assert cli.main(["reproduce", "s5.loss", "--out", str(tmp_path), *options]) == 0
    assert asked["seeds"] == seeds


@pytest.mark.parametrize("options, out", [
    ([], "laptop"), (["--profile", "paper"], "paper"),
    (["--data", "to/fashion"], "laptop-fashion")])
def test_every_profile_and_data_set_has_an_output_folder_of_its_own(
        asked, monkeypatch, tmp_path, options, out):
    monkeypatch.chdir(tmp_path)
    assert cli.main(["reproduce", "s5.loss", *options]) == 0
    assert asked["out"] == Path("scratchadv-results") / out


def listed(ids, seeds, out):
    printed = io.StringIO()
    assert reproduce.list_jobs(ids, reproduce.make_labs("smoke", seeds, out), printed) == 0
    return printed.getvalue().splitlines()


def write(out, id, seed, training):
    [made] = made_up(profile="smoke")[id]
    write_result(out, replace(made, seed=seed, seconds=10., training=training, networks=[],
                              versions={"scratchadv": experiments.__version__}))


def test_what_is_done_is_listed_with_the_time_that_it_took(tmp_path):
    write(tmp_path, "s4.maxout", 0, {"maxout.seed0": 100., "softmax.seed0": 50.})
    assert listed(["s4.maxout"], [0], tmp_path)[0].split("  ", 1)[1].strip().endswith(
        "seed 0  done, 10 s; training of its 2 networks 2 min 30 s")


def test_a_network_that_is_there_is_not_likely_trained_again(tmp_path):
    write(tmp_path, "s4.maxout", 0, {"maxout.seed0": 100.})
    assert listed(["s4.maxout"], [5], tmp_path)[-1] == "missing: 1 job, likely 1 min 50 s"
    path = reproduce.make_labs("smoke", [5], tmp_path)[0].path("maxout")
    path.parent.mkdir()
    path.touch()
    assert listed(["s4.maxout"], [5], tmp_path)[-1] == "missing: 1 job, likely 10 s"


def test_a_figure_is_drawn_as_soon_as_its_result_is_there(monkeypatch, tmp_path):
    made, there = made_up(profile="smoke"), []

    def run_once(id, lab):
        there.append((tmp_path / "figures" / "s3.growth.png").exists())
        write_result(lab.out, replace(made[id][0], networks=[]))
    monkeypatch.setattr(experiments, "run_once", run_once)
    with not_for_print():
        reproduce.run(["s3.growth", "s4.rotation"], reproduce.make_labs("smoke", [0], tmp_path),
                      tmp_path, stream=io.StringIO())
    assert there == [False, True]
