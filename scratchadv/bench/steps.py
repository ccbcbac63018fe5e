"""The main table: a clean step, adversarial steps, FGSM and evaluation of the test digits.

Adversarial steps are of two readings of J~: "adversarial" takes two passes, one set of masks for
the attack and both terms (masks for each term cost a second draw); "clean_probe" a third, its
attack is made without dropout.

Ours beside the bare dense products, the NumPy definition and the peers, on real digits, four fifths
of whose pixels are 0. N examples, M units, K pieces.
"""
import functools
import itertools

import numpy as np

from scratchadv import datasets, models
from scratchadv.bench import peers, products, validation
from scratchadv.bench.contenders import Definition, Ours, Peer
from scratchadv.bench.stopwatch import alternate, medians

SIZES, N = (240, 1600), 100
ROWS = {"clean": "clean step", "adversarial": "adversarial step",
        "clean_probe": "its probe undropped", "fgsm": "FGSM of the digits",
        "evaluation": "error on the digits"}
SECONDS = {"clean": 12, "adversarial": 15, "clean_probe": 15, "fgsm": 12, "evaluation": 8}


def measure(quick=False, progress=None):
    """-> {"sizes": {units: {row: {contender: summary}}}, "shares": ..., "missing": ...}, for JSON.

    quick: 240 units, 1000 digits, a fifth of the time.
    """
    digits = Digits(1000 if quick else 10_000)
    pages, missing = peers.load()
    found = {"examples": len(digits.x), "batch": N, "missing": missing, "sizes": {}, "shares": {},
             "peers": {page.NAME: page.about() for page in pages}}
    for units in SIZES[:1] if quick else SIZES:
        makers = makers_for(pages)
        for name, make in makers.items():
            if progress:
                progress.update(f"2 x {units} x 5, checking {name}")
            validation.validate(make, validation.network((units, units)), *digits.batches[0])
        net = models.maxout_network(units=(units, units), rng=np.random.default_rng(0))
        rows = {row: medians(times_of_row(makers, net, digits, quick, progress, row))
                for row in ROWS}
        found["shares"][units] = {page.NAME: shares(page.NAME, rows) for page in pages}
        found["sizes"][units] = rows
    return found


def makers_for(pages):
    """{name: make(net) -> contender}, ours and the definition first."""
    return {Ours.name: Ours, Definition.name: Definition,
            **{page.NAME: functools.partial(Peer, page) for page in pages}}


def times_of_row(makers, net, digits, quick, progress, row):
    """-> {contender, "products", or "products of <peer>" in its framework: [ms of a run]}"""
    functions = {"products": bare_products(net, row, len(digits.x))}
    for name, make in makers.items():
        contender = make(net)
        functions[name] = work(contender, row, digits)
        if isinstance(contender, Peer) and row in validation.KINDS:
            functions[f"products of {name}"] = contender.products(N)[row]
    if progress:
        progress.label = f"2 x {net.layers[1].theta['W'].shape[1]} x 5, {ROWS[row]}: "
    times = alternate(functions, seconds=SECONDS[row] / (5 if quick else 1), progress=progress)
    if progress:
        progress.label = ""
    return times


def work(contender, row, digits):
    """A function that does a row's work once; every step takes the next batch."""
    if row == "fgsm":
        return lambda: contender.fgsm(digits.x, digits.y)
    if row == "evaluation":
        return lambda: (contender.labels(digits.x) != digits.y).mean()
    batches = itertools.cycle(digits.batches)
    return lambda: contender.step(row, *next(batches))


def bare_products(net, row, examples):
    """The same for the products alone."""
    if row == "fgsm":
        return products.attack(net, examples)
    if row == "evaluation":
        return products.evaluation(net, examples)
    return products.training(net, N)[row]


def shares(name, rows):
    """{kind: the share of a peer's step that its matrix products take}; they leave the rows."""
    return {kind: rows[kind].pop(f"products of {name}")["ms"] / rows[kind][name]["ms"]
            for kind in validation.KINDS}


class Digits:
    """x (examples, 784), y: test digits.  batches: [(x (N, 784), y), ...] of training digits."""

    def __init__(self, examples, batches=60):
        train, test = datasets.load_mnist()
        self.x, self.y = test.x[:examples], test.y[:examples]
        self.batches = [(train.x[k * N:(k + 1) * N], train.y[k * N:(k + 1) * N])
                        for k in range(batches)]


# -- as text

def text(found):
    """The table: milliseconds, and in brackets how many times ours; of ours, times the products."""
    lines = ["medians in ms; ours (times the products), others (times ours); "
             f"batch {found['batch']}, {found['examples']:,} digits"]
    for units, rows in found["sizes"].items():
        names = list(next(iter(rows.values())))
        lines += ["", f"{f'2 x {units} x 5':22}" + "".join(f"{name:>18}" for name in names)]
        lines += [f"{ROWS[row]:22}" + "".join(cell(times, name) for name in names)
                  for row, times in rows.items()]
        lines += [f"{'products in: ' + ROWS[kind]:34}: " + ", ".join(
            f"{name} {100 * share[kind]:.0f} %" for name, share in found["shares"][units].items())
            for kind in validation.KINDS if found["shares"][units]]
    lines += [""] + [f"{name}: {about}" for name, about in found["peers"].items()]
    return "\n".join(lines + [f"{name}: {why}" for name, why in found["missing"].items()])


def cell(times, name):
    """Such as "     13.60 (2.31)"."""
    of = times["products" if name == "ours" else "ours"]["ms"]
    return f"{times[name]['ms']:11.2f} ({times[name]['ms'] / of:4.2f})"
