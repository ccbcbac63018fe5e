"""Adversarial training with dropout masks of its own for each term of J~, or with one for all.

    python -m scratchadv.experiments.tries_masks [--seed S] [--out DIR]

takes the first stages of the paper profile from DIR, or trains them, and writes
DIR/masks.seedS.json, measured on validation digits. docs/differences.md has the table.
"""
from scratchadv.experiments.lab import Lab
from scratchadv.experiments.tries import claims_table, measure_by_command, write
from scratchadv.experiments.tries_start import COLUMNS, measure_one

READINGS = {"float32_probe_50000": "the same for both terms, none for the attack",
            "adversarial_50000": "of its own for each term, the attack under the first"}


def measure(seed, out):
    """Measure every snapshot of either training; train what is missing.  -> path"""
    lab, along = Lab("paper", seed, out), []
    for name, masks in READINGS.items():
        along += [{"masks": masks, "epoch": epoch, **measure_one(lab, net)}
                  for epoch, net in lab.snapshots(name)]
    return write(out, "masks", seed, lab.recipes[name], along, lab.splits()[1].y)


def table(result):
    """Readings and epochs down, the paper's numbers across, as Markdown."""
    return claims_table(["masks", "epoch"], result["along"], COLUMNS)


if __name__ == "__main__":
    measure_by_command(__doc__, measure)
