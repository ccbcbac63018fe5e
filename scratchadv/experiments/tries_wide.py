"""Adversarial training of 1600 units by two schedules of learning rate and momentum.

    python -m scratchadv.experiments.tries_wide [--seed S] [--out DIR]

takes the first stage of the paper profile from DIR, or trains it, trains the same in a hundred
epochs, and writes DIR/wide.seedS.json, measured like the dropout masks on validation digits, beside
the same naive network of 240 units.
"""
from dataclasses import replace

from scratchadv.experiments.lab import Lab
from scratchadv.experiments.recipes import alter
from scratchadv.experiments.tries import claims_table, measure_by_command, write
from scratchadv.experiments.tries_masks import BY_PGD, measure_one
from scratchadv.experiments.tries_masks import COLUMNS as OF_240

NAME = "adversarial_1600_50000"
COLUMNS = {**OF_240, "clean_error": ("s6.1600.adv", "clean_error"),
           "error.pgd20": ("s6.1600.adv", "error.pgd20", f"the first {BY_PGD:,} digits")}


def measure(seed, out):
    """Measure every snapshot of either training; train what is missing.  -> path"""
    along, lab = [], Lab("paper", seed, out)
    pylearn2 = lab.recipes[NAME]
    schedules = {"a hundred epochs": hundred_epochs(pylearn2), "pylearn2's": pylearn2}
    for schedule, recipe in schedules.items():
        lab = Lab("paper", seed, out)
        lab.recipes = lab.recipes | {NAME: recipe}
        along += [{"schedule": schedule, "epoch": epoch, **measure_one(lab, net)}
                  for epoch, net in lab.snapshots(NAME)]
    both = replace(pylearn2, **{choice: tuple(getattr(recipe, choice)
                                              for recipe in schedules.values())
                                for choice in ("epochs", "settings", "snapshots")})
    return write(out, "wide", seed, both, along, lab.splits()[1].y)


def hundred_epochs(recipe):
    """By a schedule of ours: 100 epochs, in which the learning rate falls to a quarter."""
    return alter(recipe, epochs=100, settings=dict(decay=1.00003, momentum_epochs=80),
                 snapshots=(5, *range(10, 100, 10)))


def table(result):
    """Schedules and epochs down, the paper's numbers across, as Markdown."""
    return claims_table(["schedule", "epoch"], result["along"], COLUMNS)


if __name__ == "__main__":
    measure_by_command(__doc__, measure)
