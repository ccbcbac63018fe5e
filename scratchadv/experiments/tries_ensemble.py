"""How twelve networks were combined: the paper's numbers that turn on it, rule by rule.

    python -m scratchadv.experiments.tries_ensemble [--seed S] [--out DIR]

takes the first stages of the paper profile from DIR, or trains them, and writes
DIR/ensemble.seedS.json, measured on validation digits. docs/differences.md has the table.
"""
from dataclasses import replace

import numpy as np

from scratchadv import metrics
from scratchadv.attacks import fgsm
from scratchadv.experiments.ensemble import GRADIENTS, Ensemble
from scratchadv.experiments.lab import EPS, Lab
from scratchadv.experiments.section8 import MEMBERS
from scratchadv.experiments.tries import claims_table, measure_by_command, write

NAME = "maxout_50000"
COLUMNS = {                                      # measured: the claim, its quantity, a reading
    "whole.float32": ("s9.ensemble", "whole.error.float32"),
    "first.float32": ("s9.ensemble", "member.error.float32"),
    "each.float32": ("s9.ensemble", "member.error.float32", "mean of the twelve"),
    "whole.exact": ("s9.ensemble", "whole.error.float32", "exact sign"),
    "each.exact": ("s9.ensemble", "member.error.float32", "mean of the twelve, exact sign")}


def measure(seed, out):
    """Attack twelve networks, as one by every rule, and each alone.  -> path"""
    lab = Lab("paper", seed, out)
    x, y = lab.splits()[1]
    members = [lab.of_seed(seed + k).network(NAME) for k in range(MEMBERS)]
    rules = {average: Ensemble(members, average) for average in GRADIENTS}
    found = {average: {} for average in rules}
    for arithmetic in ("float32", "exact"):
        for average, whole in rules.items():
            moved = fgsm(whole, x, y, eps=EPS, direction=arithmetic)
            found[average][f"whole.{arithmetic}"] = metrics.error(whole, moved, y)
        each = {average: [] for average in rules}
        for member in members:
            moved = fgsm(member, x, y, eps=EPS, direction=arithmetic)
            for average, whole in rules.items():
                each[average].append(metrics.error(whole, moved, y))
        for average, errors in each.items():
            found[average] |= {f"first.{arithmetic}": errors[0],
                               f"each.{arithmetic}": float(np.mean(errors))}
    recipe = replace(lab.recipes[NAME], snapshots=())
    return write(out, "ensemble", seed, recipe,
                 [{"averaged": average, **row} for average, row in found.items()], y)


def table(result):
    """Rules down, the paper's numbers across, as Markdown."""
    return claims_table(["averaged"], result["along"], COLUMNS)


if __name__ == "__main__":
    measure_by_command(__doc__, measure)
