"""How logistic regression was trained: figure 2's numbers, reading by reading.

    python -m scratchadv.experiments.tries_logistic [--seed S] [--out DIR]

trains it on the threes and sevens of the first 50,000 digits and writes DIR/logistic.seedS.json,
measured on those of the validation digits. docs/differences.md has the table.
"""
import numpy as np

from scratchadv import models
from scratchadv.evaluation import evaluate_fgsm
from scratchadv.experiments.lab import EPS, Lab
from scratchadv.experiments.recipes import MAXOUT, alter
from scratchadv.experiments.tries import claims_table, measure_by_command, write

NAME, TASK = "logistic", "threes_vs_sevens"
LENGTHS = (1, 2, 3, 5, 8, 12, 20, 40, 100, 200)  # epochs
READINGS = {                                     # settings of SGD
    "plain SGD, .05": {},
    "plain SGD, .5": dict(lr=.5),
    "maxout's, without dropout": MAXOUT.settings}
COLUMNS = {                                      # measured: the claim, its quantity, a reading
    "clean_error": ("fig2.logistic", "clean_error"),
    "train_error": ("fig2.logistic", "clean_error", "the training digits"),
    "error.float32": ("fig2.logistic", "error.float32"),
    "train_fgsm": ("fig2.logistic", "error.float32", "the training digits")}


def measure(seed, out):
    """Train logistic regression by every reading, measure it along the way, write it.  -> path"""
    along, lab = [], Lab("paper", seed, out)
    digits, held_out = lab.splits(TASK)[0], lab.splits()[1]
    n = len(digits.y) - int(np.isin(held_out.y, (3, 7)).sum())
    base = alter(lab.recipes[NAME], examples=n, epochs=max(LENGTHS), snapshots=LENGTHS)
    for i, (reading, settings) in enumerate(READINGS.items()):
        name = f"{NAME}.{i}"
        lab.recipes = lab.recipes | {name: alter(base, settings=settings)}
        lab.network(name)
        for epoch in LENGTHS:
            net = models.load(lab.path(name, epoch))
            train, valid = (evaluate_fgsm(net, digits.x[part], digits.y[part], eps=EPS)
                            for part in (slice(n), slice(n, None)))
            along.append({"reading": reading, "epoch": epoch,
                          "clean_error": valid["clean_error"]["value"],
                          "train_error": train["clean_error"]["value"],
                          "error.float32": valid["error.float32"]["value"],
                          "train_fgsm": train["error.float32"]["value"]})
    return write(out, NAME, seed, base, along, digits.y[n:])


def table(result):
    """Readings and lengths down, the paper's numbers across, as Markdown."""
    return claims_table(["reading", "epoch"], result["along"], COLUMNS)


if __name__ == "__main__":
    measure_by_command(__doc__, measure)
