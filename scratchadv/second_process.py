"""The second process of `scratchadv reproduce`: the same jobs, from the last one on.

Each of the two has half of the cores. Threads share out the fused training step as well as two
processes do, but much of the measuring, and what trains by definition, is work for one. From both
ends of the list they nearly always ask for different networks; the locks see to the rest.
"""
import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from multiprocessing.connection import wait

from scratchadv import experiments
from scratchadv.experiments.lab import Lab


@contextlib.contextmanager
def second_process(jobs, out, *, data, stream):
    """While the block runs, another process does `jobs`, [(id, profile, seed), ...], backwards.

    It says nothing: what it cannot do is left to the first, which meets the same error and tells.
    data: as Lab's.  stream: is told at the end if the process ended before its time.
    """
    process = multiprocessing.get_context("spawn").Process(
        target=_go_backwards, args=(jobs, out, data), daemon=True)
    answer = signal.signal(signal.SIGINT, signal.SIG_IGN)    # inherited: Ctrl-C is for the first
    process.start()
    signal.signal(signal.SIGINT, answer)
    try:
        yield
    finally:
        code = process.exitcode
        process.kill()                           # all is done, or an error is on its way out
        process.join()
    if code:
        stream.write(f"the second process ended early, exit code {code}: the first did it all\n")


def _go_backwards(jobs, out, data):
    sys.stdout = sys.stderr = nowhere = open(os.devnull, "w")
    threading.Thread(target=_end_with_the_first, daemon=True).start()
    labs = {}
    for id, profile, seed in reversed(jobs):
        lab = labs.setdefault(seed, Lab(profile, seed, out, data=data, stream=nowhere))
        experiments.do_job(id, lab)


def _end_with_the_first():
    """However it ends: a kill leaves no process behind that goes on training."""
    wait([multiprocessing.parent_process().sentinel])
    os._exit(1)
