"""Two processes, from both ends of the list: same numbers, nothing twice, nobody left behind."""
import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scratchadv import experiments, reproduce, second_process
from scratchadv.experiments.lab import Lab
from scratchadv.kernels.team import team
from scratchadv.results import load_results, result_path

fcntl = pytest.importorskip("fcntl", reason="no file locks here, and no second process")
ROOT = Path(__file__).parents[1]
IDS = ["s5.loss", "s4.softmax", "sA.softmax"]
SECONDS = 60                                     # what we wait at most for another process


def run(out, processes):
    """-> what was printed."""
    printed = io.StringIO()
    lab = Lab("smoke", 0, out, stream=io.StringIO())
    reproduce.run(IDS, [lab], out, stream=printed, processes=processes)
    return printed.getvalue()


def measured(out):
    """{id: measured}"""
    return {id: result.measured for id, (result,) in load_results(out).items()}


def wait_until(true, what):
    end = time.monotonic() + SECONDS
    while not true():
        assert time.monotonic() < end, f"{what} did not come about within {SECONDS} s"
        time.sleep(.02)


def test_the_command_measures_the_same_to_the_last_bit_in_one_process_and_in_two(tmp_path):
    """Softmax regression trains through the BLAS, whose threads would change its last bits."""
    for processes, threads in (("1", "2"), ("2", "2"), ("1", "1")):
        subprocess.run([sys.executable, "-m", "scratchadv", "reproduce", *IDS, "--profile", "smoke",
                        "--processes", processes, "--out", str(tmp_path / (processes + threads))],
                       cwd=ROOT, env={**os.environ, "OPENBLAS_NUM_THREADS": threads}, check=True,
                       capture_output=True)
    one, two, alone = (measured(tmp_path / name) for name in ("12", "22", "11"))
    assert one == two == alone
    assert {path.name for path in (tmp_path / "22").iterdir()} == {
        path.name for path in (tmp_path / "12").iterdir()}, "an empty log is of no use"


def test_what_the_second_process_did_is_not_done_again(tmp_path, monkeypatch):
    here, run_job = [], experiments.run_job

    def run_when_the_last_is_done(id, lab):
        wait_until(result_path(tmp_path, IDS[-1], 0).exists, "the last job")
        here.append(id)
        return run_job(id, lab)
    monkeypatch.setattr(experiments, "run_job", run_when_the_last_is_done)
    printed = run(tmp_path, 2)
    assert IDS[0] in here and IDS[-1] not in here
    assert [line.split()[1] for line in printed.splitlines() if line.startswith("[ ")] == [
        f"{i}/3]" for i in (1, 2, 3)]
    assert "kept" not in printed and "second process" not in printed


@pytest.fixture
def second(monkeypatch):
    """The second process of a run, in a list once it has begun."""
    begun, popen = [], subprocess.Popen
    monkeypatch.setattr(second_process.subprocess, "Popen",
                        lambda *arguments, **options: begun.append(popen(*arguments, **options))
                        or begun[-1])
    return begun


def test_the_first_goes_on_with_all_threads_and_says_so_when_the_second_is_killed(
        tmp_path, monkeypatch, second):
    run_job, threads = experiments.run_job, []
    monkeypatch.setattr(second_process, "cores", lambda: 3)

    def run_after_the_blow(id, lab):
        threads.append(team().T)
        second[0].kill()
        second[0].wait()
        return run_job(id, lab)
    monkeypatch.setattr(experiments, "run_job", run_after_the_blow)
    printed = run(tmp_path, 2)
    assert measured(tmp_path).keys() == set(IDS)
    assert threads == [2, 3, 3], "half of the cores are the second's while it is there"
    assert printed.count("the second process has ended with exit code -9") == 1


def test_an_error_in_the_second_process_is_left_to_the_first_and_kept_in_a_log(
        tmp_path, monkeypatch, second):
    """Here an error of its own: a folder stands where the lock of its first job is to be."""
    lock = result_path(tmp_path, IDS[-1], 0).with_suffix(".lock")
    lock.mkdir(parents=True)
    run_job, log = experiments.run_job, tmp_path / f"second_process.{os.getpid()}.log"

    def run_after_the_error(id, lab):
        if id == IDS[0]:
            wait_until(lambda: "Error" in log.read_text("utf-8"), "the error")
            lock.rmdir()
        if id == IDS[-1]:
            wait_until(lambda: second[0].poll() is not None, "the end of the second process")
        return run_job(id, lab)
    monkeypatch.setattr(experiments, "run_job", run_after_the_error)
    printed = run(tmp_path, 2)
    assert measured(tmp_path).keys() == set(IDS)
    assert "exit code 1, see" in printed
    assert "sA.softmax, seed 0\nTraceback" in log.read_text("utf-8")


def test_what_is_done_needs_no_second_process(tmp_path, monkeypatch):
    run(tmp_path, 1)
    monkeypatch.setattr(reproduce, "second_process", None)
    assert run(tmp_path, 2).count("kept from an earlier run") == len(IDS)


def is_held(path):
    """Whether a process is within the lock on this path."""
    with open(path, "ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


# a shell's background job, which these tests may be, hands on that Ctrl-C is to be ignored
FROM_A_TERMINAL = """
import signal, sys
from scratchadv.cli import main
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.exit(main())
"""


@pytest.mark.parametrize("blow, status", [(signal.SIGKILL, -9), (signal.SIGINT, 130)])
def test_with_the_first_the_second_goes_too(tmp_path, blow, status):
    """While the first trains a network the second waits for, and would train in its place."""
    first = subprocess.Popen(
        [sys.executable, "-c", FROM_A_TERMINAL, "reproduce", "s4.maxout", "s4.rotation",
         "--processes", "2", "--profile", "paper", "--out", str(tmp_path)],
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        start_new_session=True)
    networks = tmp_path / "networks"
    try:
        wait_until(lambda: list(networks.glob("*.checkpoint")), "training")
        wait_until((tmp_path / "results" / "s4.rotation.seed0.lock").exists, "the second process")
        time.sleep(.5)
        os.killpg(first.pid, blow) if blow == signal.SIGINT else first.kill()
        _, said = first.communicate(timeout=SECONDS)
        assert first.returncode == status
        assert "Traceback" not in said
        locks = list(tmp_path.glob("*/*.lock"))
        wait_until(lambda: not any(map(is_held, locks)), "the end of the second process")
        time.sleep(.5)
        assert not any(map(is_held, locks)), "somebody goes on with the training"
        if blow == signal.SIGINT:
            assert not list(tmp_path.glob("*.log")), "Ctrl-C is not the second one's"
    finally:
        first.kill()
