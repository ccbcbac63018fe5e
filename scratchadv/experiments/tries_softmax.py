"""How softmax regression was trained: the paper's numbers that turn on it, reading by reading.

    python -m scratchadv.experiments.tries_softmax [--seed S] [--out DIR]

takes the other networks from the paper profile in DIR, or trains them, and writes
DIR/softmax.seedS.json, measured on validation digits. docs/differences.md has the table.
"""
from dataclasses import replace

from scratchadv import models
from scratchadv.attacks import fgsm
from scratchadv.evaluation import evaluate_fgsm, rate
from scratchadv.experiments.appendix import rubbish_of
from scratchadv.experiments.lab import EPS, Lab
from scratchadv.experiments.recipes import alter
from scratchadv.experiments.section8 import agreement, agreement_on_mistakes
from scratchadv.experiments.tries import claims_table, measure_by_command, write

LENGTHS = (1, 2, 3, 5, 8, 12, 20, 40, 100)       # epochs; the best one is measured as well
READINGS = {                                     # the recipe, made from that of the paper profile
    "plain SGD": lambda recipe: alter(
        recipe, arguments=dict(dropout=False),
        settings=dict(lr=.05, decay=1., momentum=0., final_momentum=0., max_norm=None)),
    "maxout's, without dropout": lambda recipe: alter(recipe, arguments=dict(dropout=False)),
    "maxout's, inputs kept with .8": lambda recipe: replace(
        recipe, model="maxout_network", arguments=dict(units=[], init=.005)),
    "maxout's, inputs kept with .5": lambda recipe: recipe}
COLUMNS = {                                      # measured: the claim, its quantity, a reading
    "error.float32": ("s4.softmax", "error.float32"),
    "confidence.float32": ("s4.softmax", "confidence.float32"),
    "rubbish_error": ("sA.softmax", "rubbish_error"),
    "rubbish_confidence": ("sA.softmax", "rubbish_confidence"),
    "softmax.wrong": ("s8.maxout_wrong", "softmax.agreement.float32"),
    "softmax.both": ("s8.both_wrong", "softmax.agreement.float32"),
    "rbf_softmax.both": ("s8.both_wrong", "rbf_softmax.agreement.float32"),
    "rbf_softmax.own": ("s8.both_wrong", "rbf_softmax.agreement.float32", "made on RBF"),
    **{f"{name}.{key}": ("s8.linear", f"{name}.{key}.float32")
       for name in ("maxout", "adversarial") for key in ("accuracy", "agreement")}}


def measure(seed, out):
    """Train softmax regression by every reading, measure it along the way, write it.  -> path"""
    lab, along = Lab("paper", seed, out), []
    recipe = replace(lab.recipes["softmax_50000"], snapshots=LENGTHS)
    readings = {f"softmax.{i}": read(recipe) for i, read in enumerate(READINGS.values())}
    lab.recipes = lab.recipes | readings
    others = _Others(lab)
    for reading, name in zip(READINGS, readings):
        final, best = lab.network(name), lab.history(name)["best_epoch"]
        paths = {epoch: lab.path(name, epoch) for epoch in LENGTHS}
        nets = {epoch: models.load(path) for epoch, path in paths.items() if path.exists()}
        nets[best] = final
        along += [{"reading": reading, "epoch": epoch, "best": epoch == best,
                   **others.measure(nets[epoch])} for epoch in sorted(nets)]
    return write(out, "softmax", seed, recipe, along, others.y)


class _Others:
    """The networks that softmax regression is compared with, on validation digits (N, D)."""

    def __init__(self, lab):
        self.lab, (self.x, self.y) = lab, lab.splits()[1]
        self.nets = {"maxout": lab.network("maxout_50000"), "rbf": lab.network("rbf"),
                     "adversarial": lab.network("adversarial_50000")}
        self.made_on = {name: fgsm(self.nets[name], self.x, self.y, eps=EPS, direction="float32")
                        for name in ("maxout", "rbf")}
        self.maxout, self.rbf = (self.nets[name].predict(self.made_on["maxout"])
                                 for name in ("maxout", "rbf"))
        self.own = self.nets["rbf"].predict(self.made_on["rbf"])

    def measure(self, net):
        """-> {key of COLUMNS: value}"""
        y, said = self.y, net.predict(self.made_on["maxout"])
        found = evaluate_fgsm(net, self.x, y, eps=EPS) | rubbish_of(self.lab, net)[0] | {
            "softmax.wrong": agreement(said, self.maxout, self.maxout != y),
            "softmax.both": agreement_on_mistakes(said, self.maxout, y),
            "rbf_softmax.both": agreement_on_mistakes(self.rbf, said, y),
            "rbf_softmax.own": agreement_on_mistakes(
                self.own, net.predict(self.made_on["rbf"]), y)}
        moved = fgsm(net, self.x, y, eps=EPS, direction="float32")
        for name in ("maxout", "adversarial"):
            other = self.nets[name].predict(moved)
            found |= {f"{name}.accuracy": rate(other == y),
                      f"{name}.agreement": agreement_on_mistakes(other, net.predict(moved), y)}
        return {key: found[key]["value"] for key in COLUMNS}


def table(result):
    """Readings and lengths down, the paper's numbers across, as Markdown."""
    return claims_table(["reading", "epoch"], result["along"], COLUMNS)


if __name__ == "__main__":
    measure_by_command(__doc__, measure)
