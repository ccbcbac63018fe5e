"""Two processes, from both ends of the list: same numbers, nothing twice, nobody left behind."""
import io
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scratchadv import experiments, reproduce
from scratchadv.experiments.lab import Lab
from scratchadv.results import load_results, result_path

fcntl = pytest.importorskip("fcntl", reason="no file locks here, and no second process")
ROOT = Path(__file__).parents[1]
IDS = ["s5.loss", "s4.softmax", "sA.softmax"]
SECONDS = 60                                     # what we wait at most for another process


def run(out, processes):
    """-> {id: measured}, what was printed."""
    printed = io.StringIO()
    lab = Lab("smoke", 0, out, stream=io.StringIO())
    reproduce.run(IDS, [lab], out, stream=printed, processes=processes)
    return {id: result.measured for id, (result,) in load_results(out).items()}, printed.getvalue()


def wait_until(true, what):
    end = time.monotonic() + SECONDS
    while not true():
        assert time.monotonic() < end, f"{what} did not come about within {SECONDS} s"
        time.sleep(.02)


def test_two_processes_measure_what_one_does_and_nothing_twice(tmp_path, monkeypatch):
    alone, _ = run(tmp_path / "alone", 1)
    here, run_job = [], experiments.run_job

    def run_when_the_last_is_done(id, lab):
        wait_until(result_path(tmp_path / "two", IDS[-1], 0).exists, "the last job")
        here.append(id)
        return run_job(id, lab)
    monkeypatch.setattr(experiments, "run_job", run_when_the_last_is_done)
    together, printed = run(tmp_path / "two", 2)
    assert together == alone
    assert IDS[0] in here and IDS[-1] not in here
    assert [line.split()[1] for line in printed.splitlines() if line.startswith("[ ")] == [
        f"{i}/3]" for i in (1, 2, 3)]
    assert "kept" not in printed and "early" not in printed


def test_the_first_does_all_and_says_so_when_the_second_is_killed(tmp_path, monkeypatch):
    run_job = experiments.run_job

    def run_alone(id, lab):
        for process in multiprocessing.active_children():
            process.kill()
            process.join()
        return run_job(id, lab)
    monkeypatch.setattr(experiments, "run_job", run_alone)
    measured, printed = run(tmp_path, 2)
    assert measured.keys() == set(IDS)
    assert "the second process ended early, exit code -9" in printed


def test_what_is_done_needs_no_second_process(tmp_path, monkeypatch):
    run(tmp_path, 1)
    monkeypatch.setattr(reproduce, "second_process", None)
    assert run(tmp_path, 2)[1].count("kept from an earlier run") == len(IDS)


def is_held(path):
    """Whether a process is within the lock on this path."""
    with open(path, "ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


@pytest.mark.parametrize("blow, status", [(signal.SIGKILL, -9), (signal.SIGINT, 130)])
def test_with_the_first_the_second_goes_too(tmp_path, blow, status):
    """While the first trains a network the second waits for, and would train in its place."""
    first = subprocess.Popen(
        [sys.executable, "-m", "scratchadv", "reproduce", "s4.maxout", "s4.rotation", "--processes",
         "2", "--profile", "paper", "--out", str(tmp_path)],
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        start_new_session=True)
    networks = tmp_path / "networks"
    try:
        wait_until(lambda: list(networks.glob("*.checkpoint")), "training")
        wait_until((networks / "s4.rotation.seed0.lock").exists, "the second process")
        time.sleep(.5)
        os.killpg(first.pid, blow) if blow == signal.SIGINT else first.kill()
        _, said = first.communicate(timeout=SECONDS)
        assert first.returncode == status
        assert "Traceback" not in said
        locks = list(networks.glob("*.lock"))
        wait_until(lambda: not any(map(is_held, locks)), "the end of the second process")
        time.sleep(.5)
        assert not any(map(is_held, locks)), "somebody goes on with the training"
    finally:
        first.kill()
