"""Hostile submissions: each is graded as what it is, never as a pass, and the rest is still graded.

Question 2.1 is attacked (in its softmax); question 2.6 stands on its own and must keep its points.
"""
import re
import sys
from pathlib import Path

import numpy as np
import pytest

import scratchadv
from scratchadv.coursework import cutting, grading, sandbox
from scratchadv.coursework.sandbox import Session
from scratchadv.coursework.tasks import assignment
from scratchadv.coursework.wire import Remote

SOFTMAX = assignment(2)
PACKAGE = str(Path(scratchadv.__file__).parent)
SOURCE = f"{PACKAGE}/losses/softmax.py"
REFUSED = "may not be opened while your file is graded"
NO_IMPORT = "scratchadv is not at hand while your file is graded"
NO_PROCESS = "your file may not start or end processes or threads"

FUNCTIONS = {                                    # the body of softmax, and what is said of it
    "loop": ("while True: pass", "stopped after 1 seconds"),
    "loop that catches all": ("while True:\n try:\n  while True: pass\n except BaseException: pass",
                              "stopped after 1 seconds"),
    "sleep": ("import time; time.sleep(100)", "stopped after 1 seconds"),
    "sys.exit": ("import sys; sys.exit(0)", "SystemExit in line"),
    "os._exit": ("import os; os._exit(0)", "ended its own process, with exit status 0"),
    "abort": ("import os; os.abort()", "ended by SIGABRT"),
    "segmentation fault": ("from numpy.lib.stride_tricks import as_strided\n"
                           "return as_strided(np.ones(1), (10**7,), (10**7,)).sum()", "SIGSEGV"),
    "ctypes": ("import ctypes; ctypes.string_at(0)", "ctypes.string_at is not at hand"),
    "fork bomb": ("import os\nwhile True: os.fork()", NO_PROCESS),
    "raw fork": ("import _posixsubprocess as p; p.fork_exec()", NO_PROCESS),
    "thread": ("import threading; threading.Thread(target=print).start()", NO_PROCESS),
    "subprocess": ("import subprocess; subprocess.run(['ls'])", NO_PROCESS),
    "kill the grader": ("import os; os.kill(os.getppid(), 9)", NO_PROCESS),
    "limits lifted": ("import resource as r; r.setrlimit(r.RLIMIT_AS, (-1, -1))", "not at hand"),
    "network": ("import socket; socket.create_connection(('127.0.0.1', 80))",
                "may not use the network"),
    "recursion": ("return softmax(s)", "RecursionError"),
    "recursion unlimited": ("import sys; sys.setrecursionlimit(10**9); return softmax(s)",
                            "MemoryError|SIGSEGV|stopped after 1 seconds"),
    "memory": ("return np.ones((10**6, 10**4))", "MemoryError"),
    "memory by lists": ("return [0] * 10**10", "MemoryError"),
    "large result": ("return np.ones(10**7)", "more than 64 MB of arrays"),
    "megabytes printed": ("for _ in range(20_000): print('x' * 1000)", "must be an array"),
    "large file": ("open('x', 'wb').write(b'0' * 10**8)", "File too large"),
    "folder deleted": ("import shutil; shutil.rmtree('FOLDER')", "may not be"),
    "grader deleted": (f"import shutil; shutil.rmtree({PACKAGE!r})", "may not be"),
    "grader's file deleted": (f"import os; os.remove({SOURCE!r})", "may not be changed"),
    "written outside": ("open('FOLDER/assignment2.py', 'w').write('')", REFUSED),
    "import": ("from scratchadv.losses.softmax import softmax; return softmax(s)", NO_IMPORT),
    "importlib": ("import importlib as i\n"
                  "return i.import_module('scratchadv.losses.softmax').softmax(s)",
                  f"{NO_IMPORT}|No module named"),
    "import of the file": ("import importlib.util as u\n"
                           f"spec = u.spec_from_file_location('mine', {SOURCE!r})\n"
                           "spec.loader.exec_module(u.module_from_spec(spec))", NO_IMPORT),
    "import past the name": (f"import sys; sys.path.insert(0, {PACKAGE!r}); import losses.softmax",
                             "No module named 'losses'"),
    "source read": (f"exec(open({SOURCE!r}).read())", NO_IMPORT),
    "source read low": (f"import os; os.open({SOURCE!r}, os.O_RDONLY)", NO_IMPORT),
    "source by folder": ("import os, sys; os.open(sys.prefix, os.O_RDONLY)", REFUSED),
    "source by poisoned any": (f"import builtins; builtins.any = lambda _: True\n"
                               f"exec(open({SOURCE!r}).read())", NO_IMPORT),
    "grader's environment": ("import os; open(f'/proc/{os.getppid()}/environ')", REFUSED),
    "numpy poisoned": ("np.array_equal = np.allclose = lambda *_, **__: True; return s",
                       "it replaces numpy.*array_equal"),
    "json poisoned": ("import json; json.dumps = lambda _: '1'; return s",
                      "it replaces json.dumps"),
    "builtins poisoned": ("import builtins; builtins.abs = None; return s",
                          "it replaces builtins.abs"),
    "builtins gone": ("import builtins\nfor name in ('len', 'isinstance', 'str', 'any', 'type'):\n"
                      " setattr(builtins, name, None)", "it replaces builtins."),
    "modules poisoned": ("import sys; sys.modules['numpy'] = sys; return s",
                         "it replaces sys.modules"),
    "arrays poisoned": ("np.ndarray.sum = lambda *_: 0", "TypeError"),
    "equal to all": ("return type('Liar', (), {'__eq__': lambda *_: True})()", "of type Liar"),
    "array by its word": ("return type('Liar', (), {'__class__': np.ndarray, 'shape': s.shape,\n"
                          " 'dtype': s.dtype, '__array__': lambda *_: s})()", "of type Liar"),
    "shape by its word": ("class Liar(np.ndarray): shape = s.shape\n"
                          "return np.zeros(3).view(Liar)", r"got \(3,\)"),
    "lie about the name": ("class Meta(type):\n __name__ = property(lambda _: 1 / 0)\n"
                           "return Meta('Liar', (), {})()", "of type Liar"),
    "generator": ("yield s", "of type generator"),
    "NaN": ("return np.full_like(s, np.nan)", "finite"),
    "objects": ("return s.astype(object)", "array of object"),
    "text": ("return 'log_p'", "got a str"),
    "huge number": ("return 10**5000", "int of more than 64 bits"),
    "deep list": ("a = []\nfor _ in range(10**5): a = [a]\nreturn a", "nested too deeply"),
    "junk on the pipe": ("import os\nfor i in range(30):\n try: os.write(i, b'junk')\n"
                         " except OSError: pass\nreturn s", "no reply"),
    "half a frame": ("import os\nfor i in range(30):\n try: os.write(i, b'\\xadadv\\0')\n"
                     " except OSError: pass\nreturn s", "no reply|stopped after 1 seconds"),
    "descriptors closed": ("import os; os.closerange(0, 100); return s", "closed the line"),
    "error without a text": ("class E(BaseException):\n def __str__(self): raise self\nraise E",
                             "E in line"),
    "escape signs": ("raise ValueError('\\x1b[2J\\ud800')", r"ValueError in line \d+: \?\[2J\?$"),
}
LOADING = {                                      # what stands at the top of the file
    "loop": ("while True: pass", "stopped after 2 seconds"),
    "raise SystemExit": ("raise SystemExit", "SystemExit in line 1"),
    "os._exit": ("import os; os._exit(0)", "exit status 0"),
    "fork": ("import os; os.fork()", NO_PROCESS),
    "import": ("from scratchadv import losses", NO_IMPORT),
    "descriptors closed": ("import os; os.closerange(0, 100)", "closed the line"),
    "no Python": ("\0\x1b not Python", "SyntaxError|ValueError"),
    "deep source": ("x = " + "-" * 10**5 + "1", "MemoryError|SyntaxError|RecursionError|ended by"),
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A student's folder."""
    (tmp_path / "assignment2.py").write_text("# mine\n")
    (tmp_path / "digits.npz").write_bytes(b"digits")
    monkeypatch.setattr(sandbox, "LOAD_SECONDS", 2)
    return tmp_path


def attacked(body, folder):
    """The package's own functions, but for softmax."""
    lines = body.replace("FOLDER", str(folder)).splitlines()
    return cutting.solution(SOFTMAX) + "\n\ndef softmax(s):\n" + "\n".join(
        f"    {line}" for line in lines) + "\n"


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_hostile_function_is_named_and_the_other_question_keeps_its_points(
        name, folder, monkeypatch):
    body, sentence = FUNCTIONS[name]
    if "stopped" in sentence:
        monkeypatch.setattr(sandbox, "SECONDS", 1)
    attack, other = grading.grade_source(SOFTMAX, attacked(body, folder), folder,
                                         ids=["2.1", "2.6"])
    assert attack.points == 0
    assert re.search(sentence, attack.parts[0].sentence, re.DOTALL), attack.parts[0].sentence
    assert other.points == other.task.points, [part.sentence for part in other.parts]
    assert (folder / "assignment2.py").read_text() == "# mine\n"
    assert {path.name for path in folder.iterdir()} == {"assignment2.py", "digits.npz"}
    assert Path(SOURCE).is_file()


@pytest.mark.parametrize("name", LOADING)
def test_a_file_that_is_hostile_when_loaded_scores_0_and_is_named(name, folder):
    top, sentence = LOADING[name]
    questions = grading.grade_source(SOFTMAX, f"{top}\n{cutting.solution(SOFTMAX)}", folder,
                                     ids=["2.1", "2.6"])
    assert not any(question.points for question in questions)
    for question in questions:
        assert re.search(sentence, question.parts[0].sentence), question.parts[0].sentence


def test_what_a_file_replaces_on_loading_is_put_back_and_told(folder):
    source = ("import builtins, numpy as np\nnp.testing.assert_allclose = np.array_equal = (\n"
              "    lambda *_, **__: True)\nbuiltins.abs = lambda x: 0\n"
              + attacked("s -= 1; return s", folder))
    attack, other = grading.grade_source(SOFTMAX, source, folder, ids=["2.1", "2.6"])
    assert attack.points == 0 and other.points == other.task.points
    assert attack.replaced == ("builtins.abs", "numpy.array_equal")


def test_what_one_question_leaves_behind_does_not_reach_the_next(folder):
    body = "np.seterr(all='raise'); globals()['sign_step'] = None; return s"
    attack, other = grading.grade_source(SOFTMAX, attacked(body, folder), folder,
                                         ids=["2.1", "2.6"])
    assert attack.points == 0 and other.points == other.task.points


def test_a_right_function_that_prints_by_the_megabyte_is_right(folder):
    source = cutting.solution(SOFTMAX) + (
        "\n\nquiet = softmax\n\n\ndef softmax(s):\n    print('x' * 10**6)\n"
        "    return quiet(s)\n")
    question, = grading.grade_source(SOFTMAX, source, folder, ids=["2.1"])
    assert question.parts[0].points == question.parts[0].part.points
    assert len(question.parts[0].printed) <= 2000


@pytest.mark.parametrize("body, sentence", [
    ("while True: net(1)", "it calls __call__ without an end"),
    ("while True: net(np.ones(10**6))", "no reply"),
    ("net.__self__", "AttributeError"),
])
def test_a_stand_in_is_no_way_into_the_grader(body, sentence, monkeypatch):
    monkeypatch.setattr(sandbox, "MOST_CALLS", 100)
    with Session("mine", f"import numpy as np\ndef f(net):\n    {body}\n") as session:
        outcome = session.run("z = f(net)", ("z",), {"net": Remote(lambda x: x)})
        assert sentence in outcome.failure.sentence
        assert session.run("z = 1", ("z",), {}).values == {"z": 1}


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_no_process_and_no_folder_of_a_submission_is_left(folder):
    with Session("mine", "def f():\n    while True: pass\n", folder) as session:
        session.run("f()", (), {}, seconds=.2)
        session.run("x = np.ones(3)", ("x",), {})
        home, pid = Path(session._home), session._process._popen.pid
        assert home.is_dir() and np.array_equal(
            session.run("x = np.ones(3)", ("x",), {}).values["x"], np.ones(3))
    assert not home.exists() and not Path(f"/proc/{pid}").exists()
