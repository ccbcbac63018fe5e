"""A submission in a process of its own: what it is asked, and what became of it.

    with Session("assignment2", source, folder) as session:
        outcome = session.run(program, gives, inputs)

A session outlives whatever its process does: a process that ends, hangs or sends what is no reply
is named in the outcome, and the next request starts another one.
"""
import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from scratchadv.coursework import wire

CHILD = Path(__file__).with_name("child.py")
SECONDS = 5.0                                    # for one request; ours take milliseconds
START_SECONDS = 30.0                             # for Python and NumPy to start on a busy machine
LARGEST_FILE = 8 * 2 ** 20                       # of the files that are laid beside the student's
KEPT = ("PATH", "SYSTEMROOT")                    # of the environment
BESIDE = (".py", ".npz", ".npy", ".csv", ".json", ".txt")


@dataclass(frozen=True)
class Failure:
    """Why there are no values.  kind: "raised", "time", "died" or "garbled"."""

    kind: str
    sentence: str
    type: str = ""                               # of the exception, where one was raised
    message: str = ""
    line: int | None = None                      # of the student's file


@dataclass(frozen=True)
class Outcome:
    """What became of one program."""

    values: dict = field(default_factory=dict)
    modified: list = field(default_factory=list)      # names of inputs that were written into
    failure: Failure | None = None
    seconds: float = 0.0
    printed: str = ""
    asked: list = field(default_factory=list)         # (method, args, named) of each Remote call


class Session:
    """One submission's process, started when first needed and again after it has died."""

    def __init__(self, name, source="", folder=None, *, seconds=SECONDS):
        """name, source: of the student's module.  folder: whose other files lie beside it."""
        self.name, self.source, self.folder, self.seconds = name, source, folder, seconds
        self._process = self._home = self._loaded = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def take(self, source):
        """Go on with another source in the same process: for files of our own, not of strangers."""
        self.source = source
        if self._process is not None:
            self._loaded = self._load()

    def load(self):
        """Run the student's file, if this process has not yet.  -> Failure, or None"""
        if self._process is None:
            self._start()
            self._loaded = self._load()
        return self._loaded

    def run(self, program, gives, inputs, *, seconds=None):
        """Run a program over the student's functions.  -> Outcome

        inputs: {name: value}, values as wire.pack takes them; a Remote is called here.
        """
        failure = self.load()
        if failure:
            return Outcome(failure=failure)
        remotes, asked = [], []

        def remember(remote):
            remotes.append(remote)
            return len(remotes) - 1

        request = wire.pack({"run": [program, list(gives)], "inputs": inputs}, remember)
        deadline = time.perf_counter() + (seconds or self.seconds)
        failure, reply, start = self._send(request), None, time.perf_counter()
        while failure is None:
            failure, reply = self._receive(deadline)
            if reply == {"ready": True}:
                start = time.perf_counter()
            elif reply and "ask" in reply:
                failure = self._answer(reply["ask"], remotes, asked)
            elif reply is not None:
                break
        spent = time.perf_counter() - start
        return _outcome(failure, reply, spent, asked, gives) or Outcome(
            failure=self._garbled(), seconds=spent)

    def close(self):
        """End the process and remove its folder."""
        if self._process is not None:
            self._kill()
        if self._home is not None:
            shutil.rmtree(self._home, ignore_errors=True)
            self._home = None

    # -- the process

    def _start(self):
        if self._home is not None:
            shutil.rmtree(self._home, ignore_errors=True)
        self._home = tempfile.mkdtemp(prefix="coursework-")
        for path in Path(self.folder).iterdir() if self.folder else ():
            if path.suffix in BESIDE and path.is_file() and path.stat().st_size <= LARGEST_FILE:
                shutil.copyfile(path, Path(self._home) / path.name)
        environment = {name: os.environ[name] for name in KEPT if name in os.environ}
        environment |= dict(HOME=self._home, TMPDIR=self._home, OMP_NUM_THREADS="1",
                            OPENBLAS_NUM_THREADS="1", MKL_NUM_THREADS="1")
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-B", "-W", "ignore", str(CHILD), self._home],
            cwd=self._home, env=environment,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            start_new_session=True)
        self._frames = queue.Queue()
        threading.Thread(target=_listen, args=(self._process.stdout, self._frames),
                         daemon=True).start()

    def _load(self):
        path = str(Path(self._home) / f"{self.name}.py")
        failure = self._send(wire.pack({"load": [self.name, path, self.source]}))
        if failure is None:
            failure, reply = self._receive(time.perf_counter() + START_SECONDS)
        if failure is None:
            failure = _raised(reply["error"]) if isinstance(reply, dict) and "error" in reply else (
                self._garbled())
        return failure

    def _send(self, frame):
        try:
            self._process.stdin.write(frame)
            self._process.stdin.flush()
        except OSError:
            return self._death()

    def _receive(self, deadline):
        """-> Failure or None, and the reply."""
        try:
            frame = self._frames.get(timeout=max(0, deadline - time.perf_counter()))
        except queue.Empty:
            self._kill()
            return Failure("time", f"it was stopped after {self.seconds:g} seconds without an end: "
                           "does a loop never stop?"), None
        if frame is None:
            return self._death(), None
        try:
            return None, wire.unpack(*frame)
        except ValueError:
            return self._garbled(), None

    def _answer(self, ask, remotes, asked):
        """Call a Remote for the submission and send what it returns.  -> Failure or None"""
        try:
            number, method, args, named = ask
            remote = remotes[number]
            assert method in remote.calls
        except (ValueError, TypeError, IndexError, AssertionError):
            return self._garbled()
        asked.append((method, args, named))
        try:
            answer = {"answer": getattr(remote.target, method)(*args, **named)}
        except Exception as error:               # of any kind: the arguments are the student's
            answer = {"refused": f"{method}: {error}"}
        return self._send(wire.pack(answer))

    def _death(self):
        """The process has ended: how."""
        try:
            code = self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            self._kill()
            return Failure("died", "it closed the line to the grader")
        self._kill()
        if code < 0:
            name = signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
            why = " (too much processor time)" if name == "SIGXCPU" else ""
            return Failure("died", f"its process was ended by {name}{why}")
        return Failure("died", f"it ended its own process, with exit status {code}")

    def _garbled(self):
        self._kill()
        return Failure("garbled", "what it sent is no reply: does it write to the grader's pipe?")

    def _kill(self):
        process, self._process = self._process, None
        if process is None:
            return
        for end in (lambda: os.killpg(process.pid, signal.SIGKILL), process.kill):
            try:
                end()
            except (OSError, AttributeError):    # gone already; no process groups on Windows
                pass
        process.wait()
        for stream in (process.stdin, process.stdout):
            try:
                stream.close()
            except OSError:
                pass


def _listen(stream, frames):
    """Put every frame of the stream into a queue, None at its end."""
    try:
        while True:
            frames.put(wire.read(stream))
    except (EOFError, OSError, ValueError):
        frames.put(None)


def _raised(error):
    """Failure of [type, message, line], or None for None."""
    if error is None:
        return None
    kind, message, line = error
    where = f" in line {line}" if line else ""
    return Failure("raised", f"{kind}{where}: {message}" if message else f"{kind}{where}",
                   type=kind, message=message, line=line)


def _outcome(failure, reply, seconds, asked, gives):
    """The Outcome of a reply, or None where the reply is not one."""
    if failure is not None:
        return Outcome(failure=failure, seconds=seconds, asked=asked)
    try:
        failure = _raised(reply["error"])
        values = dict(reply["values"])
        if failure is None and set(values) != set(gives):
            return None
        return Outcome(values, [str(name) for name in reply["modified"]], failure, seconds,
                       str(reply["printed"]), asked)
    except (KeyError, TypeError, ValueError):
        return None
