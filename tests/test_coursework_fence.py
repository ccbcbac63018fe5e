"""The fence around a submission: held by the kernel where it can, said in a sentence by Python."""
import ctypes
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import scratchadv
from scratchadv.coursework.sandbox import Session

PACKAGE = Path(scratchadv.__file__).parent
COURSEWORK = PACKAGE / "coursework"


def kernel_has_landlock():
    """By the kernel's own word: what the package makes of it may be wrong."""
    if sys.platform != "linux":
        return False
    create_ruleset, version = 444, 1
    call = ctypes.CDLL(None).syscall
    return call(create_ruleset, None, ctypes.c_size_t(0), ctypes.c_uint32(version)) > 0


with_landlock = pytest.mark.skipif(not kernel_has_landlock(), reason="this kernel has no Landlock")


def python(code, *arguments):
    """What a Python without the package prints."""
    done = subprocess.run([sys.executable, "-I", "-c", code, *map(str, arguments)],
                          capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


# -- the kernel's part: no audit hook here

KERNEL = f"""
import os, runpy, sys
import socket
home, package = sys.argv[1:]
close = runpy.run_path({str(COURSEWORK / "landlock.py")!r})["close"]
if not close((sys.prefix, sys.base_prefix, "/lib", "/usr/lib"), (home, os.devnull), package):
    sys.exit("the kernel has it, and it is not in use")

def tried(what):
    try:
        what()
        print("done")
    except PermissionError:
        print("refused")
    except OSError as error:
        print(type(error).__name__)

tried(lambda: open(os.path.join(home, "mine"), "w").write("x"))
tried(lambda: open(os.path.join(home, "mine")).read())
tried(lambda: open(os.devnull, "w").write("x"))
tried(lambda: open(os.__file__).read())
tried(lambda: open(os.path.join(package, "secret.py")).read())
tried(lambda: os.listdir(package))
tried(lambda: open(os.path.join(package, "..", "beside"), "w"))
tried(lambda: open("/etc/passwd").read())
tried(lambda: os.execv(sys.executable, [sys.executable, "-c", ""]))
"""
NAMES = ("written within", "read within", "null device", "Python's own", "package", "its folder",
         "written outside", "read outside", "executed")


@with_landlock
def test_the_kernel_refuses_the_package_and_all_outside_whatever_python_does(tmp_path):
    home, package = tmp_path / "home", tmp_path / "lib" / "package"
    for folder in (home, package):
        folder.mkdir(parents=True)
    (package / "secret.py").write_text("x = 1")
    found = python(KERNEL, home, package)
    assert dict(zip(NAMES, found)) == {
        name: "done" if name in NAMES[:4] else "refused" for name in NAMES}


@with_landlock
def test_a_package_within_pythons_own_folders_is_left_out_alone(tmp_path):
    home, package = tmp_path / "home", tmp_path / "lib" / "packages" / "scratchadv"
    for folder in (home, package, package.parent / "other", tmp_path / "lib" / "b"):
        folder.mkdir(parents=True)
        (folder / "file").write_text("x")
    code = f"""
import runpy, sys
home, lib = sys.argv[1:]
close = runpy.run_path({str(COURSEWORK / "landlock.py")!r})["close"]
if not close((lib, sys.prefix, sys.base_prefix), (home,), lib + "/packages/scratchadv"):
    sys.exit("the kernel has it, and it is not in use")
for name in ("packages/other", "b", "packages/scratchadv"):
    try:
        print(open(lib + "/" + name + "/file").read())
    except PermissionError:
        print("refused")
"""
    found = python(code, home, tmp_path / "lib")
    assert found == ["x", "x", "refused"]


@with_landlock
def test_code_that_talks_python_round_still_meets_the_kernel():
    source = ("import os, posixpath\nhere = os.getcwd()\ndef f(path):\n"
              "    posixpath._joinrealpath = lambda *_: (here, True)\n"
              "    posixpath.abspath = lambda _: here\n    return open(path).read()\n")
    with Session("mine", source) as session:
        failure = session.run("z = f(path)", ("z",), {"path": str(PACKAGE / "memory.py")}).failure
    assert failure.type == "PermissionError"     # the kernel's; ours where realpath is another


# -- what honest code may do

def value(body, folder=None):
    """What f() returns in a session."""
    lines = "\n".join(f"    {line}" for line in body.splitlines())
    with Session("mine", f"import numpy as np\ndef f():\n{lines}\n", folder) as session:
        outcome = session.run("z = f()", ("z",), {})
    assert outcome.failure is None, outcome.failure
    return outcome.values["z"]


@pytest.mark.parametrize("body", [
    "import scipy.special; return float(scipy.special.expit(0.)) == .5",
    "import scipy.linalg, scipy.stats, scipy.optimize; return True",
    "import random, collections, dataclasses, functools, itertools, math, json, time; return True",
    "np.random.seed(0); return np.random.rand() == 0.5488135039273248",
    "open('note', 'w').write('x'); return open('note').read() == 'x'",
    "import os; os.mkdir('new'); return os.listdir('.') == ['new']",
    "import tempfile; return tempfile.TemporaryFile().write(b'x') == 1",
    "import helper; return helper.ANSWER == 3",
    "import warnings; warnings.warn('careful'); return True",
    "print('x'); return True",
    "np.savez('a.npz', x=np.ones(3)); return bool(np.load('a.npz')['x'].sum() == 3)",
    "from concurrent.futures import ThreadPoolExecutor; return True",
    "import matplotlib.pyplot as plt; plt.figure(); plt.plot([1, 2], label='x'); return True",
    "from matplotlib import pyplot, cm\nfrom matplotlib.figure import Figure\n"
    "Figure(figsize=(1, 2)).savefig('x.png'); return True",
], ids=lambda body: body[:40])
def test_honest_code_is_not_in_the_way_of_the_fence(body, tmp_path):
    if "helper" in body:
        (tmp_path / "helper.py").write_text("ANSWER = 3\n")
        assert value(body, tmp_path) is True
    else:
        assert value(body) is True


def test_files_beside_the_students_are_there_as_copies(tmp_path):
    (tmp_path / "digits.npz").write_bytes(b"mine")
    (tmp_path / "photo.tiff").write_bytes(b"large")
    assert value("import os; return sorted(os.listdir('.'))", tmp_path) == ["digits.npz"]
    value("import os; os.remove('digits.npz')", tmp_path)
    assert (tmp_path / "digits.npz").read_bytes() == b"mine"


def test_a_link_beside_the_students_file_is_not_followed(tmp_path):
    (tmp_path / "secret").write_text("key")
    folder = tmp_path / "hand in"
    folder.mkdir()
    (folder / "secret.txt").symlink_to(tmp_path / "secret")
    assert value("import os; return os.listdir('.')", folder) == []


def test_the_environment_does_not_reach_a_submission(monkeypatch):
    monkeypatch.setenv("SCRATCHADV_TEST_SECRET", "key")
    names = value("import os; return sorted(os.environ)")
    assert "SCRATCHADV_TEST_SECRET" not in names and "PATH" in names


# -- what comes back

def test_an_argument_written_into_is_seen_to_the_bit():
    source = "def f(x, y, pair):\n    x[0] = -0.\n    y = y + 1\n    pair[1]['w'][0] += 1\n"
    inputs = {"x": np.zeros(3), "y": np.zeros(3), "pair": (1, {"w": np.ones(2)})}
    with Session("mine", source) as session:
        outcome = session.run("z = f(x, y, pair)", ("z",), inputs)
    assert outcome.modified == ["x", "pair"]


@pytest.mark.parametrize("cache, write", [
    ("x.copy()", "cache *= 2"), ("(3, x.copy())", "cache[1][0] = 7"), ("[x]", "cache.pop()"),
    ("{'w': [x.copy()]}", "cache['w'][0][0] = 7"), ("Pair(None, x.copy())", "cache.mask[0] = 7")])
def test_what_a_program_watches_is_seen_to_be_written_into(cache, write):
    source = ("from collections import namedtuple\nPair = namedtuple('Pair', 'f mask')\n"
              f"def forward(x):\n    return {cache}\n"
              f"def reads(cache):\n    return cache\ndef writes(cache):\n    {write}\n")
    with Session("mine", source) as session:
        modified = [session.run(f"cache = forward(x)\nwatch(cache=cache)\n{name}(cache)", (),
                                {"x": np.ones(3)}).modified for name in ("reads", "writes")]
    assert modified == [[], ["cache"]]


def test_the_programs_np_is_numpy_whatever_the_file_calls_so():
    with Session("mine", "import numpy\nnp = None\n") as session:
        assert session.run("z = np.ones(2).sum()", ("z",), {}).values["z"] == 2


def test_a_line_of_the_students_file_is_told_with_an_error():
    source = "def f(x):\n    return g(x)\n\ndef g(x):\n    return x.nothing\n"
    with Session("mine", source) as session:
        failure = session.run("z = f(1)", ("z",), {}).failure
    assert (failure.kind, failure.type, failure.line) == ("raised", "AttributeError", 5)


def test_a_process_is_started_once_and_again_after_it_has_died():
    source = "import os\nCALLS = []\ndef f(x):\n    CALLS.append(x)\n    if x > 2: os._exit(7)\n"
    program = "f(x)\nn = len(CALLS)"
    with Session("mine", source) as session:
        counts = [session.run(program, ("n",), {"x": x}).values.get("n") for x in (1, 2, 3, 1)]
        session.renew()
        again = session.run(program, ("n",), {"x": 1}).values["n"]
    assert counts == [1, 2, None, 1] and again == 1


def test_python_that_does_not_start_is_our_fault_and_not_the_students(monkeypatch):
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    with pytest.raises(ValueError, match="must start in a process of their own"):
        with Session("mine", "") as session:
            session.load()
