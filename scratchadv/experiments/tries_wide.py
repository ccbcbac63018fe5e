"""Adversarial training of 1600 units: which of the paper's numbers it comes to, as it goes on.

    python -m scratchadv.experiments.tries_wide [--seed S] [--out DIR]

takes the first stage of the paper profile from DIR, or trains it, and writes DIR/wide.seedS.json,
measured like the dropout masks on validation digits, beside the same naive network of 240 units.
docs/differences.md has the table.
"""
from scratchadv.experiments.lab import Lab
from scratchadv.experiments.tries import claims_table, measure_by_command, write
from scratchadv.experiments.tries_masks import BY_PGD, measure_one
from scratchadv.experiments.tries_masks import COLUMNS as OF_240

NAME = "adversarial_1600_50000"
COLUMNS = {**OF_240, "clean_error": ("s6.1600.adv", "clean_error"),
           "error.pgd20": ("s6.1600.adv", "error.pgd20", f"the first {BY_PGD:,} digits")}


def measure(seed, out):
    """Measure every snapshot of the training; train what is missing.  -> path"""
    lab = Lab("paper", seed, out)
    along = [{"epoch": epoch, **measure_one(lab, net)} for epoch, net in lab.snapshots(NAME)]
    return write(out, "wide", seed, lab.recipes[NAME], along, lab.splits()[1].y)


def table(result):
    """Epochs down, the paper's numbers across, as Markdown."""
    return claims_table(["epoch"], result["along"], COLUMNS)


if __name__ == "__main__":
    measure_by_command(__doc__, measure)
