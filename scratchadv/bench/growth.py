"""How the times grow with units, pieces, batch and examples, with the exponents fitted.

t = c n^p is a line of slope p in log t over log n. N examples, M units, K pieces.
"""
import functools

import numpy as np

from scratchadv import models
from scratchadv.bench import products
from scratchadv.bench.contenders import Definition, Ours
from scratchadv.bench.steps import Digits
from scratchadv.bench.stopwatch import alternate, medians

M, K, N = 240, 5, 100                                     # where they do not vary
VARIED = {"units": (60, 120, 240, 480, 960, 1600), "pieces": (1, 2, 3, 5, 8),
          "batch": (1, 3, 10, 30, 100, 300, 1000), "examples": (10, 100, 1000, 10_000)}
WHAT = {"units": "adversarial step", "pieces": "adversarial step", "batch": "adversarial step",
        "examples": "error on so many digits"}


def measure(quick=False, progress=None):
    """-> {varied: {"sizes": [...], "ms": {contender: [...]}, "exponents": {contender: p}}}"""
    digits, found = Digits(10_000, batches=10), {}
    for varied, sizes in VARIED.items():
        sizes = sizes[:4] if quick else sizes
        times = []
        for size in sizes:
            if progress:
                progress.update(f"growth, {size} {varied}")
            functions = contenders(varied, size, digits)
            times.append(medians(alternate(functions, seconds=0 if quick else 3, least=2)))
        ms = {name: [entry[name]["ms"] for entry in times] for name in times[0]}
        found[varied] = {"sizes": list(sizes), "ms": ms,
                         "exponents": {name: exponent(sizes, ms[name]) for name in ms}}
    return found


def contenders(varied, size, digits):
    """{name: function}: ours, the definition, the products."""
    units, pieces = (size if varied == name else value for name, value in (("units", M),
                                                                           ("pieces", K)))
    net = models.maxout_network(units=(units, units), pieces=pieces, rng=np.random.default_rng(0))
    ours, definition = Ours(net), Definition(net)
    if varied == "examples":
        x = digits.x[:size]
        return {"ours": lambda: ours.labels(x), "definition": lambda: definition.labels(x),
                "products": products.evaluation(net, size)}
    batch = size if varied == "batch" else N
    x, y = digits.x[:batch], digits.y[:batch]
    return {"ours": functools.partial(ours.step, "adversarial", x, y),
            "definition": functools.partial(definition.step, "adversarial", x, y),
            "products": products.training(net, batch)["adversarial"]}


def exponent(sizes, times):
    """p of the least squares fit log t = log c + p log n."""
    return float(np.polyfit(np.log(sizes), np.log(times), 1)[0])


def text(found):
    """A table for each quantity varied, the exponents at its end."""
    lines = ["growth: medians in ms, and p of the fit t = c n^p"]
    for varied, entry in found.items():
        lines += ["", f"{WHAT[varied]}, {varied}".ljust(36)
                  + "".join(f"{size:>10}" for size in entry["sizes"]) + f"{'p':>8}"]
        lines += [f"{name:36}" + "".join(f"{ms:10.2f}" for ms in entry["ms"][name])
                  + f"{entry['exponents'][name]:8.2f}" for name in entry["ms"]]
    return "\n".join(lines)
