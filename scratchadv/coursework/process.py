"""One running child and the pipe to it: what it is sent, what it replies, and how it ended."""
import importlib.util
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from scratchadv.coursework import wire
from scratchadv.coursework.outcome import Failure

CHILD = Path(__file__).with_name("child.py")
START_SECONDS = 60.0                             # for Python and NumPy to start on a busy machine
MOST_SENT = 4 * wire.LARGEST                     # bytes that it may send for one request
KEPT = ("PATH", "SYSTEMROOT")                    # of the environment


class Process:
    """A child in its working folder.  A method that returns a Failure has ended it."""

    def __init__(self, home):
        environment = {name: os.environ[name] for name in KEPT if name in os.environ}
        environment |= dict(HOME=home, TMPDIR=home, OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1",
                            MKL_NUM_THREADS="1")
        self._popen = subprocess.Popen(
            [sys.executable, "-I", "-B", "-W", "ignore", str(CHILD), home, *_libraries()],
            cwd=home, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, start_new_session=True)
        self._frames, self._ended = queue.Queue(maxsize=4), False
        threading.Thread(target=_listen, args=(self._popen.stdout, self._frames),
                         daemon=True).start()
        self.until(START_SECONDS, "")
        if self.receive() != (None, {"started": True}):
            self.kill()
            raise ValueError("Python and NumPy must start in a process of their own, got none from "
                             f"{sys.executable} -I {CHILD}")

    def until(self, seconds, question):
        """What is sent and received from now on has so long; then it is ended, with a question."""
        self._deadline, self._received = time.perf_counter() + seconds, 0
        self._late = Failure("time", f"it was stopped after {seconds:g} seconds without an end: "
                             + question)

    def send(self, value, remember=None):
        """Send a value, as wire.pack takes it.  -> Failure, or None"""
        frame = wire.pack(value, remember)
        watch = threading.Timer(self._left(), self._popen.kill)      # if it does not read
        watch.start()
        try:
            self._popen.stdin.write(frame)
            self._popen.stdin.flush()
        except OSError:
            return self._death() if self._left() else self.end(self._late)
        finally:
            watch.cancel()

    def receive(self):
        """-> Failure or None, and the reply."""
        try:
            frame = self._frames.get(block=self._left() > 0, timeout=self._left())
        except queue.Empty:
            return self.end(self._late), None
        if frame is None:
            self._ended = True
            return self._death(), None
        self._received += sum(map(len, frame))
        try:
            if not self._left():
                return self.end(self._late), None
            if self._received > MOST_SENT:
                raise ValueError("too much")
            return None, wire.unpack(*frame)
        except ValueError:
            return self.garbled(), None

    def garbled(self):
        """End it for a reply that is none.  -> Failure"""
        return self.end(Failure(
            "garbled", "what it sent is no reply: does it write to the grader's pipe?"))

    def kill(self):
        """End the process, and whatever it started."""
        for end in (lambda: os.killpg(self._popen.pid, signal.SIGKILL), self._popen.kill):
            try:
                end()
            except (OSError, AttributeError):    # gone already; no process groups on Windows
                pass
        self._popen.wait()
        try:
            while not self._ended:               # the listener comes to its end
                self._ended = self._frames.get(timeout=1) is None
        except queue.Empty:
            pass
        for stream in (self._popen.stdin, self._popen.stdout):
            try:
                stream.close()
            except OSError:
                pass

    def _left(self):
        return max(0.0, self._deadline - time.perf_counter())

    def end(self, failure):
        """Kill it for a reason.  -> the reason"""
        self.kill()
        return failure

    def _death(self):
        """The process has ended: how."""
        try:
            code = self._popen.wait(timeout=1)
        except subprocess.TimeoutExpired:
            code = wire.CLOSED
        if code == wire.CLOSED:
            return self.end(Failure("died", "it closed the line to the grader"))
        if code < 0:
            name = signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"
            why = " (too much processor time)" if name == "SIGXCPU" else ""
            return self.end(Failure("died", f"its process was ended by {name}{why}"))
        return self.end(Failure("died", f"it ended its own process, with exit status {code}"))


def _libraries():
    """The folders of NumPy and SciPy, which may be where a lonely Python does not look."""
    origins = (importlib.util.find_spec(name).origin for name in ("numpy", "scipy"))
    return dict.fromkeys(str(Path(origin).parents[1]) for origin in origins)


def _listen(stream, frames):
    """Put every frame of the stream into a queue, None at its end; for what is no frame ()."""
    try:
        while True:
            frames.put(wire.read(stream))
    except ValueError:
        frames.put((b"", b""))                   # which no value unpacks from
    except (EOFError, OSError):
        pass
    frames.put(None)
