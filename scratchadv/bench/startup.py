"""Start-up: imports, the first step ever (everything compiled), the first step of a second start.

Each in a new Python; the compiled code in a temporary folder that is empty at first.
"""
import tempfile

from scratchadv.bench import child


def measure(quick=False, progress=None):
    """-> seconds: {"imports": {...}, "cold": {...}, "warm": {...}}, for JSON."""
    found = {"imports": best_imports(2 if quick else 5)}
    with tempfile.TemporaryDirectory() as cache:
        for name in ("cold", "warm"):
            if progress:
                progress.update(f"start-up, {name}")
            found[name] = start(cache)
    return found


def best_imports(times):
    """Of several runs the shortest of each: what else the machine did then is not ours."""
    runs = [child.run("imports") for _ in range(times)]
    return {name: min(run[name] for run in runs) for name in ("numpy", "scratchadv", "training")}


def start(cache):
    """A new Python, its kernels kept in the folder `cache`.  -> seconds from its start"""
    run = child.run("first_step", NUMBA_CACHE_DIR=cache)
    return {"first step": run["stepped"] - run["began"],
            "every kernel": run["compiled"] - run["began"]}


def text(found):
    """Four lines."""
    imports, cold, warm = (found[name] for name in ("imports", "cold", "warm"))
    return "\n".join([
        f"import beyond numpy's {imports['numpy']:.2f} s: {imports['scratchadv']:.3f} s for the "
        f"package, {imports['training']:.2f} s more for its training",
        f"first start, nothing compiled: {cold['first step']:.1f} s to the end of the first "
        f"adversarial step, {cold['every kernel']:.1f} s until every kernel is compiled",
        f"second start: {warm['first step']:.2f} s to the end of the first step"])
