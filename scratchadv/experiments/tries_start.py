"""From which weights adversarial training starts: what turns on it, as training goes on.

    python -m scratchadv.experiments.tries_start [--seed S] [--out DIR]

takes the other networks from the paper profile in DIR, or trains them, and writes
DIR/starts.seedS.json, measured on validation digits. docs/differences.md has the table.
"""
from scratchadv import metrics
from scratchadv.evaluation import evaluate_fgsm, transfer_error
from scratchadv.experiments.lab import EPS, Lab
from scratchadv.experiments.recipes import alter
from scratchadv.experiments.tries import claims_table, measure_by_command, write

NAME, STARTS = "float32_probe_50000", (.005, .05)  # initial weights from U(-start, start)
COLUMNS = {                                      # measured: the claim and its quantity
    "clean_error": ("s6.240", "adversarial.clean_error"),
    "error.float32": ("s6.robust", "adversarial.error.float32"),
    "confidence.float32": ("s6.confidence", "confidence.float32"),
    "old_to_new": ("s6.transfer", "old_to_new.error.float32"),
    "new_to_old": ("s6.transfer", "new_to_old.error.float32"),
    "window_share": ("fig3.filters", "window_share.ratio")}


def measure(seed, out):
    """Measure every snapshot of either training; train what is missing.  -> path"""
    along = []
    for start in STARTS:
        lab = Lab("paper", seed, out)
        recipe = alter(lab.recipes[NAME], arguments=dict(init=start))
        lab.recipes = lab.recipes | {NAME: recipe}
        along += [{"start": start, "epoch": epoch, **measure_one(lab, net)}
                  for epoch, net in lab.snapshots(NAME)]
    recipe = alter(recipe, arguments=dict(init=STARTS))
    return write(out, "starts", seed, recipe, along, lab.splits()[1].y)


def measure_one(lab, net):
    """An adversarially trained network of 240 units, on validation digits.

    -> {key of COLUMNS: number}
    """
    (x, y), old = lab.splits()[1], lab.network("maxout_50000")
    found = evaluate_fgsm(net, x, y, eps=EPS)
    for name, source, target in (("old_to_new", old, net), ("new_to_old", net, old)):
        found[name] = transfer_error(source, target, x, y, eps=EPS)["error.float32"]
    new, naive = (metrics.window_share(each.parameters()["layer0.W"]).mean()
                  for each in (net, old))
    return {**{key: found[key]["value"] for key in COLUMNS if key in found},
            "window_share": float(new / naive)}


def table(result):
    """Starts and epochs down, the paper's numbers across, as Markdown."""
    return claims_table(["start", "epoch"], result["along"], COLUMNS)


if __name__ == "__main__":
    measure_by_command(__doc__, measure)
