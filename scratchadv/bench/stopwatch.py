"""The stopwatch: contenders run in turn, so that whatever else the machine does falls on all.

Nothing is set to make anyone look good: no thread variables, no warm cores.
"""
import time

import numpy as np

PAUSE, TURN = .15, .15           # seconds before, and of timed runs within, each turn


def alternate(functions, *, seconds, least=3, progress=None):
    """Time functions, {name: f}, in turn for so many seconds in all.  -> {name: [ms of a run]}

    A first run of each is not counted, for it may compile. Each turn begins with a pause, since the
    idle threads of a BLAS go on spinning for about a tenth of a second and would take a core from
    the next contender, and with an untimed run that wakes its own threads, which a function longer
    than a turn does not need. least: turns of each, however long they take.
    """
    shortest = {name: run(f) for name, f in functions.items()}
    times, turns, end = {name: [] for name in functions}, 0, time.monotonic() + seconds
    while turns < least or time.monotonic() < end:
        for name, f in functions.items():
            if progress:
                progress.update(f"{name}, turn {turns + 1}")
            time.sleep(PAUSE)
            if shortest[name] < 1e3 * TURN:
                f()
            times[name] += turn(f)
            shortest[name] = min(times[name])
        turns += 1
    return times


def turn(f):
    """Timed runs for TURN seconds, one at least.  -> [ms, ...]"""
    times = [run(f)]
    while sum(times) < 1e3 * TURN:
        times.append(run(f))
    return times


def run(f):
    """-> milliseconds of one call."""
    start = time.perf_counter()
    f()
    return 1e3 * (time.perf_counter() - start)


def summary(times):
    """[ms, ...] -> {"ms": the median, "best": the shortest, "runs": how many}."""
    return {"ms": float(np.median(times)), "best": float(min(times)), "runs": len(times)}


def medians(times):
    """{name: [ms, ...]} -> {name: summary}"""
    return {name: summary(values) for name, values in times.items()}
