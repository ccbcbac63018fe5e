"""Adversarial training of 1600 units by two schedules of learning rate and momentum.

    python -m scratchadv.experiments.tries_wide [--seed S] [--out DIR]

takes the first stage of the paper profile from DIR, or trains it, trains the same in a hundred
epochs, and writes DIR/wide.seedS.json, measured like the dropout masks on validation digits.
docs/differences.md has the table.
"""
from scratchadv.experiments.lab import Lab
from scratchadv.experiments.recipes import hundred_epochs
from scratchadv.experiments.tries import claims_table, measure_by_command, write
from scratchadv.experiments.tries_masks import BY_PGD, measure_one
from scratchadv.experiments.tries_masks import COLUMNS as OF_240

NAME = "adversarial_1600_50000"
COLUMNS = {**OF_240, "clean_error": ("s6.1600.adv", "clean_error"),
           "error.pgd20": ("s6.1600.adv", "error.pgd20", f"the first {BY_PGD:,} digits")}


def measure(seed, out):
    """Measure every snapshot of either training; train what is missing.  -> path"""
    along = []
    for schedule, changed in (("a hundred epochs", hundred_epochs), ("pylearn2's", lambda it: it)):
        lab = Lab("paper", seed, out)
        recipe = changed(lab.recipes[NAME])
        lab.recipes = lab.recipes | {NAME: recipe}
        along += [{"schedule": schedule, "epoch": epoch, **measure_one(lab, net)}
                  for epoch, net in lab.snapshots(NAME)]
    return write(out, "wide", seed, recipe, along, lab.splits()[1].y)


def table(result):
    """Schedules and epochs down, the paper's numbers across, as Markdown."""
    return claims_table(["schedule", "epoch"], result["along"], COLUMNS)


if __name__ == "__main__":
    measure_by_command(__doc__, measure)
