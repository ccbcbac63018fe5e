"""How many cores a process may use, and how two share them."""
import os
import subprocess
import sys

import pytest

from scratchadv.cores import LIMITS, cores


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


@pytest.mark.parametrize("before, wanted", [("", "1\nTrue 4"), ("import numpy", "4\nFalse 4")])
def test_numpy_is_loaded_with_one_thread_and_nothing_else_knows_of_it(before, wanted):
    """In a Python of its own, where the command line alone must not load NumPy either."""
    code = ("import os, sys, scratchadv.cli\n"
            "class Spy:\n"
            "    def find_spec(name, *rest):\n"
            "        if name == 'numpy': print(os.environ['OMP_NUM_THREADS'])\n"
            f"sys.meta_path.insert(0, Spy)\n{before}\n"
            "from scratchadv.cores import load_numpy_with_one_thread\n"
            "print(load_numpy_with_one_thread(), os.environ['OMP_NUM_THREADS'])")
    said = subprocess.run([sys.executable, "-c", code], env={**os.environ, "OMP_NUM_THREADS": "4"},
                          capture_output=True, text=True)
    assert said.stdout.strip() == wanted, said.stderr
