"""A submission in a process of its own: what it is asked, and what became of it.

    with Session("assignment2", source, folder) as session:
        outcome = session.run(program, gives, inputs)

A session outlives whatever its process does: a process that ends, hangs or sends what is no reply
is named in the outcome, and the next request starts another one.
"""
import secrets
import shutil
import tempfile
import time
from pathlib import Path

from scratchadv.coursework.outcome import Failure, Outcome, outcome, plain, raised
from scratchadv.coursework.process import Process

SECONDS = 5.0                                    # for one request; ours take milliseconds
LOAD_SECONDS = 10.0                              # for the student's file to run from top to end
MOST_CALLS = 10_000                              # of Remotes in one request
LARGEST_FILE = 8 * 2 ** 20                       # of the files that are laid beside the student's
BESIDE = (".py", ".npz", ".npy", ".csv", ".json", ".txt")


class Session:
    """One submission's process, started when first needed and again after it has died."""

    def __init__(self, name, source="", folder=None, *, beside=None):
        """name, source: of the student's module.  folder: whose other files lie beside it.

        beside: {name: function -> bytes} of files that lie there in any case.
        """
        self.name, self.source, self.folder = name, source, folder
        self.beside = beside or {}
        self.replaced = []                       # of what all code shares, by the file on loading
        self._process = self._home = self._loaded = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def take(self, source):
        """Go on with another source in the same process: for files of our own, not of strangers."""
        self.source = source
        self._loaded = self._load() if self._process is not None else None

    def load(self):
        """Run the student's file, if this process has not yet.  -> Failure, or None"""
        if self._loaded and self._loaded.kind != "raised":
            return self._loaded                  # what never ends, or dies, is not tried again
        if self._process is None:
            self._lay_out()
            self._process = Process(self._home)
            self._loaded = self._load()
        return self._loaded

    def run(self, program, gives, inputs, *, seconds=None):
        """Run a program over the student's functions.  -> Outcome

        inputs: {name: value}, values as wire.pack takes them; a Remote is called here.
        """
        failure = self.load()
        if failure:
            return Outcome(failure=failure)
        self._process.until(seconds or SECONDS, "does a loop never stop?")
        failure, reply, spent, asked = self._ask(program, gives, inputs)
        done = outcome(reply, spent, asked, gives) if failure is None else (
            Outcome(failure=failure, seconds=spent, asked=asked))
        done = done or Outcome(failure=self._process.garbled(), seconds=spent)
        if done.failure and done.failure.kind != "raised":
            self._process = None
        return done

    def renew(self):
        """The next request starts another process: what was done so far leaves no trace."""
        if self._process is not None:
            self._process.kill()
            self._process = None

    def close(self):
        """End the process and remove its folder."""
        self.renew()
        if self._home is not None:
            shutil.rmtree(self._home, ignore_errors=True)
            self._home = None

    def _lay_out(self):
        """The working folder, with copies of the student's files."""
        if self._home is not None:
            shutil.rmtree(self._home, ignore_errors=True)
        self._home = tempfile.mkdtemp(prefix="coursework-")
        for path in Path(self.folder).iterdir() if self.folder else ():
            if (path.suffix in BESIDE and path.is_file() and not path.is_symlink()
                    and path.stat().st_size <= LARGEST_FILE):
                shutil.copyfile(path, Path(self._home) / path.name)
        for name, content in self.beside.items():
            if not (Path(self._home) / name).exists():
                (Path(self._home) / name).write_bytes(content())

    def _load(self):
        self._process.until(LOAD_SECONDS, "it does not end while it is loaded: your own trials "
                            'belong below `if __name__ == "__main__":`')
        path = str(Path(self._home) / f"{self.name}.py")
        failure = self._process.send({"load": [self.name, path, self.source]})
        if failure is None:
            failure, reply = self._process.receive()
        if failure is None:
            try:
                self.replaced = sorted(map(plain, reply["replaced"]))
                return raised(reply["error"])
            except (KeyError, TypeError, ValueError):
                failure = self._process.garbled()
        self._process = None
        return failure

    def _ask(self, program, gives, inputs):
        """-> Failure or None, the reply, seconds, calls of Remotes

        The seconds are our own, from the sign "ready" to "done"; the limit is of the whole request.
        """
        remotes, asked, token = [], [], secrets.token_hex(8)

        def remember(remote):
            remotes.append(remote)
            return len(remotes) - 1

        request = {"run": [program, list(gives), token], "inputs": inputs}
        failure, reply = self._process.send(request, remember), None
        ready, done, now = None, None, time.perf_counter()
        while failure is None:
            failure, reply = self._process.receive()
            now = time.perf_counter()
            if _signed(reply, "ready", token):
                ready = ready or now
            elif _signed(reply, "done", token):
                done = now
            elif type(reply) is dict and "ask" in reply:
                failure = self._answer(reply["ask"], remotes, asked)
            elif failure is None:
                break
        return failure, reply, (done or now) - (ready or now), asked

    def _answer(self, ask, remotes, asked):
        """Call a Remote for the submission and send what it returns.  -> Failure or None"""
        try:
            number, method, args, named = ask
            target = remotes[number].target
            assert method in remotes[number].calls
        except (ValueError, TypeError, IndexError, AssertionError):
            return self._process.garbled()
        asked.append((method, args, named))
        if len(asked) > MOST_CALLS:
            return self._process.end(Failure("time", f"it calls {method} without an end"))
        try:
            return self._process.send({"answer": getattr(target, method)(*args, **named)})
        except Exception as error:               # of any kind: the arguments are the student's
            return self._process.send({"refused": f"{method}: {error}"})


def _signed(reply, sign, token):
    """Whether a reply is the sign "ready" or "done" of the request that this token went with."""
    return type(reply) is dict and type(reply.get(sign)) is str and reply[sign] == token
