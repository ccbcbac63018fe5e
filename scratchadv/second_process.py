"""The second process of `scratchadv reproduce`: the same jobs, from the last one on.

Threads share out the fused training step as well as two processes would, but much of the measuring
is work for one thread, and so is training by definition. The two begin at the ends of the list, and
so are mostly busy with different networks; locks see to it that nothing is done twice.

    python -m scratchadv.second_process

reads its task from standard input, and ends when that is closed: the first process is gone.
"""
import contextlib
import json
import os
import subprocess
import sys
import threading
import traceback
from pathlib import Path

from scratchadv.cores import cores, load_numpy_with_one_thread

PACKAGES = Path(__file__).parents[1]               # where `import scratchadv` finds this package


@contextlib.contextmanager
def second_process(jobs, out, *, digits, stream):
    """While the block runs, another Python does `jobs`, [(id, seed), ...], backwards.

    Each has half of the threads.  -> look, to be called between jobs: once the other has ended it
    gives all threads back, and tells the stream if that was before its time.  digits: as Lab's.
    What the second cannot do is in OUT/second_process.PID.log, and left to the first.
    """
    from scratchadv.kernels.team import use_threads
    theirs = max(1, cores() // 2)
    task = dict(jobs=jobs, profile=digits.profile, data=digits.folder and str(digits.folder),
                out=str(out), threads=theirs)
    path = os.pathsep.join(filter(None, [str(PACKAGES), os.environ.get("PYTHONPATH")]))
    log = out / f"second_process.{os.getpid()}.log"    # other commands may share the folder
    with open(log, "wb") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "scratchadv.second_process"], stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL, stderr=errors, env={**os.environ, "PYTHONPATH": path},
            start_new_session=True)                # Ctrl-C is for the first alone
    ended = []

    def look():
        if process.poll() is None or ended:
            return
        ended.append(process.returncode)
        use_threads(cores())
        if process.returncode:
            stream.write(f"the second process has ended with exit code {process.returncode}, see "
                         f"{log}: this one does the rest\n")
    try:
        use_threads(max(1, cores() - theirs))
        with contextlib.suppress(BrokenPipeError):             # it has ended already: look tells
            process.stdin.write(json.dumps(task).encode() + b"\n")
            process.stdin.flush()
        yield look
    finally:
        use_threads(cores())
        process.kill()                             # all is done, or an error is on its way out
        process.communicate()
        if not log.stat().st_size:
            log.unlink()


def main():
    """Do the task.  -> 0, or 1 if there is a job that could not be done"""
    task = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with_the_first, daemon=True).start()
    load_numpy_with_one_thread()
    from scratchadv import experiments
    from scratchadv.experiments.digits import Digits
    from scratchadv.experiments.lab import Lab
    from scratchadv.kernels.team import use_threads
    use_threads(task["threads"])
    labs, failed, digits = {}, False, Digits(task["profile"], task["data"])
    for id, seed in reversed(task["jobs"]):
        if seed not in labs:
            labs[seed] = Lab(task["profile"], seed, task["out"], digits=digits,
                             stream=open(os.devnull, "w"))
        try:
            experiments.run_once(id, labs[seed])
        except Exception:                          # the first comes to this job too, and tells
            print(f"{id}, seed {seed}", file=sys.stderr)
            traceback.print_exc()
            failed = True
    return int(failed)


def _end_with_the_first():
    """However it ends: a kill leaves no process behind that goes on training."""
    sys.stdin.read()
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main())
