"""Our step under the thread variables that a user may have set, one new Python for each.

An environment is compared with the best of those with as many threads: what its variable says,
but not more than there are cores, and all cores where none is set.
"""
from scratchadv.bench import child
from scratchadv.bench.steps import ROWS
from scratchadv.bench.validation import KINDS
from scratchadv.cores import available

VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS")
VALUES = (1, 2, 4)
WANTED = 1.3                                       # times the best, at most


def measure(quick=False, progress=None, units=240):
    """-> [{"variable", "value", "threads", "clean": ms, "clean ratio", ...}, ...], for JSON.

    All environments in turn, and again; of the medians of each the smaller one.
    """
    found = [{"variable": variable, "value": value, "threads": threads(value)}
             for variable, value in environments()]
    for entry in found if quick else 2 * found:
        if progress:
            progress.update(f"environments, {name(entry)}")
        unset = dict.fromkeys(VARIABLES)
        times = child.run("step_time", units, 1 if quick else 4,
                          **unset | {entry["variable"]: entry["value"]})
        for kind in KINDS:
            entry[kind] = min(times[kind]["ms"], entry.get(kind, float("inf")))
    return with_ratios(found)


def environments():
    """Nothing set, then each variable at each value."""
    return [(VARIABLES[0], None)] + [(variable, value) for variable in VARIABLES
                                     for value in VALUES]


def threads(value):
    """How many threads such a value asks for on this machine."""
    return min(value or available(), available())


def with_ratios(found):
    """Each entry with "<kind> ratio": times the best with as many threads."""
    for kind in KINDS:
        for entry in found:
            best = min(other[kind] for other in found if other["threads"] == entry["threads"])
            entry[f"{kind} ratio"] = entry[kind] / best
    return found


def name(entry):
    """As a reader would set it."""
    return f"{entry['variable']}={entry['value']}" if entry["value"] else "none set"


def text(found):
    """One line an environment, the slow ones marked."""
    lines = [f"environments: at most {WANTED} times the best with as many threads",
             f"{'':26}{'threads':>8}" + "".join(f"{ROWS[kind]:>24}" for kind in KINDS)]
    for entry in found:
        ratios = [entry[f"{kind} ratio"] for kind in KINDS]
        lines.append(f"{name(entry):26}{entry['threads']:>8}"
                     + "".join(f"{entry[kind]:14.2f} ms ({ratio:4.2f})"
                               for kind, ratio in zip(KINDS, ratios))
                     + ("   too slow" if max(ratios) > WANTED else ""))
    return "\n".join(lines)
