"""What is measured in a Python of its own: `python child.py NAME` prints JSON.

Start-up, memory and thread variables belong to a process, so each of them gets a new one. This file
is run by its path, and imports as late as it can: what it imports would be part of the start.
"""
import json
import os
import subprocess
import sys
import time
from pathlib import Path

PACKAGES = Path(__file__).parents[2]               # where `import scratchadv` finds this package


def run(name, *arguments, **variables):
    """Run `name` in a new Python with these environment variables, None to unset.

    -> its JSON, and "began": the time at which it was started.  ChildProcessError where it failed.
    """
    path = os.pathsep.join(filter(None, [str(PACKAGES), os.environ.get("PYTHONPATH")]))
    variables = {**os.environ, "PYTHONPATH": path, **variables}
    variables = {key: str(value) for key, value in variables.items() if value is not None}
    began = time.time()
    done = subprocess.run([sys.executable, __file__, name, *map(str, arguments)],
                          env=variables, capture_output=True, text=True)
    if done.returncode:
        raise ChildProcessError(f"{name} failed in a Python of its own: "
                                f"{(done.stderr.strip().splitlines() or ['no message'])[-1]}")
    return {**json.loads(done.stdout.splitlines()[-1]), "began": began}


def imports():
    """Seconds for numpy, then for the package, then for what training needs besides."""
    times = [time.perf_counter()]
    for module in ("numpy", "scratchadv", "scratchadv.training"):
        __import__(module)
        times.append(time.perf_counter())
    return {name: times[k + 1] - times[k]
            for k, name in enumerate(("numpy", "scratchadv", "training"))}


def first_step():
    """As a user would: the digits, a network, one adversarial step; then everything that compiles.

    -> {"stepped", "compiled": the times at which both were done}
    """
    train, _ = _train(240, examples=100, epochs=1)
    stepped = time.time()
    _every_kernel(train.x[:100], train.y[:100])
    return {"stepped": stepped, "compiled": time.time()}


def _train(units, *, examples, epochs, valid=None):
    """Adversarial training of 2 x units x 5 on the first digits.  -> train, test"""
    from functools import partial

    import numpy as np

    from scratchadv import datasets, models, objectives, optim, training
    splits, rng = datasets.load_mnist(), np.random.default_rng(0)
    net = models.maxout_network(units=(units, units), rng=rng)
    first = datasets.Split(*(array[:examples] for array in splits[0]))
    training.fit(net, first, epochs=epochs, rng=rng, optimizer=optim.SGD(max_norm=1.9365),
                 objective=partial(objectives.adversarial_clean_probe, alpha=.5, eps=.25),
                 valid=valid and datasets.Split(*(array[-valid:] for array in splits[0])))
    return splits


def _every_kernel(x, y):
    """The steps, the attacks and every twin, in both dtypes."""
    import numpy as np

    from scratchadv import attacks, models
    from scratchadv.bench.contenders import EPS, OBJECTIVES, Ours
    from scratchadv.bench.twins import twins
    for dtype in (np.float32, np.float64):
        ours = Ours(models.maxout_network(rng=np.random.default_rng(0), dtype=dtype))
        for kind in OBJECTIVES:
            ours.step(kind, x.astype(dtype), y)
        for direction in ("exact", "quick", "float32"):
            attacks.fgsm(ours.net, x, y, eps=EPS, direction=direction)
        for _, function, arguments in twins(np.random.default_rng(0), dtype):
            function(*arguments)


def memory(units):
    """Train 2 x units x 5 by training.fit for a few adversarial steps, validation included.

    -> {"MB": the most that was resident, None where the system does not tell}
    """
    _train(int(units), examples=500, epochs=2, valid=2000)
    return {"MB": _peak_megabytes()}


def _peak_megabytes():
    status = Path("/proc/self/status")
    if status.exists():                            # Linux, where getrusage counts the parent's too
        (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) / 1e3
    try:
        import resource
    except ImportError:                            # Windows
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)      # bytes there, kilobytes elsewhere


def step_time(units, seconds):
    """-> {kind: summary} of our steps at 2 x units x 5."""
    import itertools

    import numpy as np

    from scratchadv import models
    from scratchadv.bench.contenders import OBJECTIVES, Ours
    from scratchadv.bench.steps import Digits
    from scratchadv.bench.stopwatch import alternate, medians
    net = models.maxout_network(units=(int(units),) * 2, rng=np.random.default_rng(0))
    batches = itertools.cycle(Digits(1).batches)
    functions = {kind: lambda kind=kind, ours=Ours(net): ours.step(kind, *next(batches))
                 for kind in OBJECTIVES}
    return medians(alternate(functions, seconds=float(seconds)))


COMMANDS = {f.__name__: f for f in (imports, first_step, memory, step_time)}

if __name__ == "__main__":
    del sys.path[0]                                # this folder
    print(json.dumps(COMMANDS[sys.argv[1]](*sys.argv[2:])))
