"""Where the perturbation enters in training, and of which kind it is: at every layer, added or
turned, in maxout networks and in networks of saturating units.

    python -m scratchadv.experiments.tries_hidden [--seed S] [--out DIR]

trains all of them by the two recipes of s6.hidden at the paper profile, but for a hundred epochs
each, and writes DIR/hidden.seedS.json, measured on validation digits. (In a hundred epochs the
network perturbed at its input need not have made its sudden fall: docs/differences.md.)
"""
from dataclasses import replace

from scratchadv import metrics
from scratchadv.evaluation import evaluate_fgsm
from scratchadv.experiments.lab import EPS, Lab
from scratchadv.experiments.section6_hidden import root_mean_square
from scratchadv.experiments.tries import measure_by_command, write
from scratchadv.experiments.tries_masks import BY_PGD, pgd_error
from scratchadv.hidden_perturbation import activations

EPOCHS = 100                                     # of which the best is kept
UNITS = {"maxout": "hidden_first", "sigmoid": "hidden_sigmoid_first"}      # whose recipes they have
LAYERS = {"input": [0], "first hidden layer": [1], "final hidden layer": [2],
          "both hidden layers": [1, 2]}
KINDS = {"by the sign": ("hidden_additive", {"eps": .25}),
         "rotated": ("hidden_rotation", {"angle": .1})}
ERRORS = {"train": "training error", "clean": "clean error", "fgsm": "FGSM error",
          "exact": "FGSM error, exact sign", "pgd": f"PGD-20 error, the first {BY_PGD:,} digits"}
SIZES = {"first": "root mean square of the first hidden layer", "final": "of the final one"}


def measure(seed, out):
    """Measure every network; train what is missing.  -> path"""
    lab, along = Lab("paper", seed, out), []
    wanted = [(units, perturbed, recipe) for units, name in UNITS.items()
              for perturbed, recipe in _perturbed(lab.recipes[name]).items()]
    lab.recipes = lab.recipes | {f"within.{i}": recipe for i, (_, _, recipe) in enumerate(wanted)}
    for i, (units, perturbed, _) in enumerate(wanted):
        name = f"within.{i}"
        along.append({"units": units, "perturbed": perturbed,
                      "epoch": lab.history(name)["best_epoch"], **_measure_one(lab, name)})
    recipes = {f"{units}, {perturbed}": recipe for units, perturbed, recipe in wanted}
    return write(out, "hidden", seed, recipes, along, lab.splits()[1].y)


def _perturbed(recipe):
    """That recipe of s6.hidden with nothing perturbed, and with every choice of layers and kind.

    -> {what is perturbed: Recipe}
    """
    recipe = replace(recipe, epochs=EPOCHS, patience=None, snapshots=())
    shared = {key: value for key, value in recipe.options.items() if key not in ("layers", "eps")}
    found = {"nothing": replace(recipe, objective="clean", options={})}
    for kind, (objective, size) in KINDS.items():
        for where, layers in LAYERS.items():
            options = {**shared, "layers": layers, **size}
            found[f"{where} {kind}"] = replace(recipe, objective=objective, options=options)
    return found


def _measure_one(lab, name):
    """-> {key of ERRORS: error, key of SIZES: number}"""
    net, (x, y) = lab.network(name), lab.splits()[1]
    found = evaluate_fgsm(net, x, y, eps=EPS)
    _, first, final = map(root_mean_square, activations(net, x))
    return {"train": metrics.error(net, *lab.trained_on(name)),
            "clean": found["clean_error"]["value"], "fgsm": found["error.float32"]["value"],
            "exact": found["error.exact"]["value"], "pgd": pgd_error(lab, net),
            "first": first, "final": final}


def table(result):
    """What is perturbed down, errors and sizes across, as Markdown."""
    heads = ["units", "perturbed", "best epoch", *ERRORS.values(), *SIZES.values()]
    lines = ["| " + " | ".join(heads) + " |", "|---" * len(heads) + "|"]
    for row in result["along"]:
        cells = [row["units"], row["perturbed"], str(row["epoch"]),
                 *(f"{100 * row[key]:.2f} %" for key in ERRORS),
                 *(f"{row[key]:.2f}" for key in SIZES)]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    measure_by_command(__doc__, measure)
