"""What a network is told to say of noise: sA.trained, reading by reading, as training goes on.

    python -m scratchadv.experiments.tries_rubbish [--seed S] [--out DIR]

trains a network on noise by each reading, and by each the same on digits alone, and writes
DIR/rubbish.seedS.json; clean errors are of validation digits. docs/differences.md has the table.
"""
from dataclasses import replace

from scratchadv import metrics, models
from scratchadv.attacks import fgsm
from scratchadv.experiments.appendix import noise, sees_any
from scratchadv.experiments.lab import EPS, Lab
from scratchadv.experiments.recipes import alter
from scratchadv.experiments.tries import claims_table, measure_by_command, write

LENGTHS = (1, 2, 3, 5, 8, 12, 20)                # epochs; the best is measured as well
READINGS = {                                     # the recipe, its objective, what divides its rate
    "softmax, p uniform": ("short_clean", "rubbish", 1),
    "softmax, digits alone": ("short_clean", "clean", 1),
    "sigmoids, all absent": ("short_sigmoids", "rubbish", 1),
    "sigmoids, digits alone": ("short_sigmoids", "clean", 1),
    "sigmoids, all absent, rate / 10": ("short_sigmoids", "rubbish", 10),
    "sigmoids, digits alone, rate / 10": ("short_sigmoids", "clean", 10)}
COLUMNS = {                                      # measured: the claim, its quantity, a reading
    "noise": ("sA.trained", "rubbish_error"),
    "step": ("sA.trained", "step_error"),
    "double": ("sA.trained", "step_error", "of eps .5")}


def measure(seed, out):
    """Train by every reading, measure along the way, write it.  -> path"""
    along, lab = [], Lab("paper", seed, out)
    (x, y), z = lab.splits()[1], noise(lab, "tries_rubbish")
    for i, (reading, (name, objective, divisor)) in enumerate(READINGS.items()):
        recipe = alter(lab.recipes[name],
                       settings=dict(lr=lab.recipes[name].settings["lr"] / divisor))
        lengths = tuple(epoch for epoch in LENGTHS if epoch < recipe.epochs)
        stage = f"{name}.{i}"
        lab.recipes = lab.recipes | {stage: replace(recipe, objective=objective, snapshots=lengths)}
        final, best = lab.network(stage), lab.history(stage)["best_epoch"]
        nets = {epoch: models.load(lab.path(stage, epoch)) for epoch in lengths} | {best: final}
        for epoch, net in sorted(nets.items()):
            along.append({"trained": reading, "epoch": epoch, "best": epoch == best,
                          "clean_error": metrics.error(net, x, y), **_seen(net, z)})
    return write(out, "rubbish", seed, lab.recipes["short_rubbish"], along, y)


def _seen(net, z):
    """How often a class has more than one half: in noise, and after a step from it.  -> row"""
    said = net.predict(z)
    inputs = {"noise": z, "step": fgsm(net, z, said, eps=EPS, targeted=True),
              "double": fgsm(net, z, said, eps=2 * EPS, targeted=True)}
    return {key: float(sees_any(net, x).mean()) for key, x in inputs.items()}


def table(result):
    """Readings and lengths down, what the claim asks for across, as Markdown."""
    rows = [row | {"clean error": f"{100 * row['clean_error']:.2f} %"} for row in result["along"]]
    return claims_table(["trained", "epoch", "clean error"], rows, COLUMNS)


if __name__ == "__main__":
    measure_by_command(__doc__, measure)
