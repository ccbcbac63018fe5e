"""How many cores a process may use, and how two share them."""
import subprocess
import sys

import pytest

from scratchadv.cores import LIMITS, cores, take_half


@pytest.mark.parametrize("asked, wanted", [({}, 3), ({"OMP_NUM_THREADS": "2"}, 2),
                                           ({"NUMBA_NUM_THREADS": "1"}, 1),
                                           ({"OPENBLAS_NUM_THREADS": "8"}, 3),
                                           ({"OMP_NUM_THREADS": "many"}, 3),
                                           ({"OMP_NUM_THREADS": "0"}, 1)])
def test_threads_are_the_cores_or_fewer_if_asked(monkeypatch, asked, wanted):
    for name in LIMITS:
        monkeypatch.delenv(name, raising=False)
    for name, number in asked.items():
        monkeypatch.setenv(name, number)
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {0, 1, 2}, raising=False)
    assert cores() == wanted


@pytest.mark.parametrize("loaded, wanted", [("", "2"), ("import numpy; ", "4")])
def test_half_is_taken_before_numpy_is_loaded_or_not_at_all(loaded, wanted):
    """In a Python of its own, where the command line alone must not load NumPy either."""
    code = ("import os; os.sched_getaffinity = lambda _: range(9); import scratchadv.cli; "
            f"{loaded}from scratchadv.cores import cores, take_half; take_half(); print(cores())")
    limits = {name: "4" for name in LIMITS}
    said = subprocess.run([sys.executable, "-c", code], env=limits, capture_output=True, text=True)
    assert said.stdout.strip() == wanted, said.stderr


def test_half_of_one_core_is_one(monkeypatch):
    monkeypatch.delitem(sys.modules, "numpy", raising=False)
    for name in LIMITS:
        monkeypatch.setenv(name, "1")
    take_half()
    assert cores() == 1
