"""Adversarial training with dropout masks of its own for each term of J~, or with one for both, the
attack made under dropout or without.

    python -m scratchadv.experiments.tries_masks [--seed S] [--out DIR]

takes the first stages of the paper profile from DIR, or trains them, and writes
DIR/masks.seedS.json, measured on validation digits, by PGD on the first 2,000 of them.
docs/differences.md has the table.
"""
from dataclasses import replace

from scratchadv.evaluation import evaluate_pgd
from scratchadv.experiments import tries_start
from scratchadv.experiments.lab import EPS, Lab
from scratchadv.experiments.tries import claims_table, measure_by_command, write

NAIVE, ALONE = "maxout_50000", "trained on J alone"
SAME, FRESH = "float32_probe_50000", "float32_probe_fresh_50000"
READINGS = {SAME: "the same for both terms, none for the attack",
            FRESH: "of its own for each term, none for the attack",
            "adversarial_50000": "of its own for each term, the attack under the first"}
BY_PGD = 2_000                                   # digits
COLUMNS = {**tries_start.COLUMNS, "error.pgd20": ("s6.robust", "units240.error.pgd20",
                                                  f"the first {BY_PGD:,} digits")}
BETWEEN = dict.fromkeys(("old_to_new", "new_to_old"))      # not from a network to itself


def measure(seed, out):
    """Measure the naive network and every snapshot of the trainings; train what is missing.

    -> path
    """
    lab = Lab("paper", seed, out)
    same = lab.recipes[SAME]
    lab.recipes = lab.recipes | {FRESH: replace(same, options=same.options | {"fresh_masks": True})}
    epoch, naive = lab.snapshots(NAIVE)[-1]
    along = [{"masks": ALONE, "epoch": epoch, **measure_one(lab, naive), **BETWEEN}]
    for name, masks in READINGS.items():
        along += [{"masks": masks, "epoch": epoch, **measure_one(lab, net)}
                  for epoch, net in lab.snapshots(name)]
    recipes = {masks: lab.recipes[name] for name, masks in {NAIVE: ALONE, **READINGS}.items()}
    return write(out, "masks", seed, recipes, along, lab.splits()[1].y)


def measure_one(lab, net):
    """What tries_start measures of a network, and its error on PGD-20 examples.

    -> {key of COLUMNS: number}
    """
    return {**tries_start.measure_one(lab, net), "error.pgd20": pgd_error(lab, net)}


def pgd_error(lab, net):
    """On the first validation digits."""
    x, y = (a[:BY_PGD] for a in lab.splits()[1])
    found = evaluate_pgd(net, x, y, eps=EPS, rng=lab.rng("tries_masks"))
    return found["error.pgd20"]["value"]


def table(result):
    """Readings and epochs down, the paper's numbers across, as Markdown."""
    return claims_table(["masks", "epoch"], result["along"], COLUMNS)


if __name__ == "__main__":
    measure_by_command(__doc__, measure)
