"""How long softmax regression was trained: the paper's numbers that turn on it, length by length.

    python -m scratchadv.experiments.tries_softmax [--seed S] [--out DIR]

takes the other networks from the paper profile in DIR, or trains them, and writes
DIR/softmax_lengths.seedS.json, measured on validation digits. docs/differences.md has the table.
"""
from dataclasses import replace

from scratchadv import models
from scratchadv.attacks import fgsm
from scratchadv.evaluation import evaluate_fgsm
from scratchadv.experiments.appendix import rubbish_of
from scratchadv.experiments.lab import EPS, Lab
from scratchadv.experiments.section8 import agreement, agreement_on_mistakes
from scratchadv.experiments.tries import claims_table, measure_by_command, write

LENGTHS = (1, 2, 3, 4, 5, 8, 12, 20, 40)         # epochs
COLUMNS = {                                      # measured: the claim, its quantity, a reading
    "error.float32": ("s4.softmax", "error.float32"),
    "confidence.float32": ("s4.softmax", "confidence.float32"),
    "rubbish_error": ("sA.softmax", "rubbish_error"),
    "rubbish_confidence": ("sA.softmax", "rubbish_confidence"),
    "softmax.wrong": ("s8.maxout_wrong", "softmax.agreement.float32"),
    "softmax.both": ("s8.both_wrong", "softmax.agreement.float32"),
    "rbf_softmax.both": ("s8.both_wrong", "rbf_softmax.agreement.float32"),
    "rbf_softmax.own": ("s8.both_wrong", "rbf_softmax.agreement.float32", "made on RBF")}


def measure(seed, out):
    """Train softmax regression for the longest, measure it along the way, write it.  -> path"""
    lab = Lab("paper", seed, out)
    recipe = replace(lab.recipes["softmax"], epochs=LENGTHS[-1], snapshots=LENGTHS)
    lab.recipes = lab.recipes | {"softmax": recipe}
    lab.network("softmax")
    x, y = lab.splits()[1]
    x_adv = fgsm(lab.network("maxout_50000"), x, y, eps=EPS, direction="float32")
    maxout, rbf = (lab.network(name).predict(x_adv) for name in ("maxout_50000", "rbf"))
    x_rbf = fgsm(lab.network("rbf"), x, y, eps=EPS, direction="float32")
    own = lab.network("rbf").predict(x_rbf)
    along = []
    for epoch in LENGTHS:
        net = models.load(lab.path("softmax", epoch))
        said = net.predict(x_adv)
        found = evaluate_fgsm(net, x, y, eps=EPS) | rubbish_of(lab, net)[0] | {
            "softmax.wrong": agreement(said, maxout, maxout != y),
            "softmax.both": agreement_on_mistakes(said, maxout, y),
            "rbf_softmax.both": agreement_on_mistakes(rbf, said, y),
            "rbf_softmax.own": agreement_on_mistakes(own, net.predict(x_rbf), y)}
        along.append({"epoch": epoch, **{key: found[key]["value"] for key in COLUMNS}})
    return write(out, "softmax_lengths", seed, recipe, along, y)


def table(result):
    """Lengths down, the paper's numbers across, as Markdown."""
    return claims_table(["epoch"], result["along"], COLUMNS)


if __name__ == "__main__":
    measure_by_command(__doc__, measure)
