"""Other perturbations in training under one set of dropout masks, or masks for each term of J~.

    python -m scratchadv.experiments.tries_perturbed [--seed S] [--out DIR]

trains the maxout networks of s6.hidden and s6.differentiable for thirty epochs, as those of
s5.l1_maxout, with masks of each term and under one set, and writes DIR/perturbed.seedS.json,
measured on validation digits. docs/differences.md has the tables.
"""
from dataclasses import replace

from scratchadv import metrics
from scratchadv.evaluation import evaluate_fgsm
from scratchadv.experiments.compared import hidden_layers, objectives_alone, through_perturbation
from scratchadv.experiments.lab import EPS, Lab
from scratchadv.experiments.recipes import J_TILDE, SHORT_J_TILDE
from scratchadv.experiments.section6_hidden import root_mean_square
from scratchadv.experiments.tries import claims_table, measure_by_command, write
from scratchadv.hidden_perturbation import activations

READINGS = {"one set for both terms": False, "of its own for each term": True}
NAMES = ("hidden_input", "hidden_first", "hidden_final_too", "hidden_rotated",
         "short_adversarial", "rotation_trained", "scaled_trained")
HIDDEN = {                                       # measured: the claim and its quantity
    "growth": ("s6.hidden", "maxout.growth"),
    "rotated.clean": ("s6.hidden", "rotation.clean_error"),
    "rotated.fgsm": ("s6.hidden", "rotation.error.float32"),
    "final.train": ("s6.hidden", "final.train_error")}
THROUGH = {"rotation.clean": ("s6.differentiable", "rotation.clean_error"),
           "rotation.fgsm": ("s6.differentiable", "rotation.error.float32"),
           "scaled.clean": ("s6.differentiable", "scaled.clean_error"),
           "scaled.fgsm": ("s6.differentiable", "scaled.error.float32")}


def measure(seed, out):
    """Measure seven networks by either reading; train what is missing.  -> path"""
    along = []
    for reading, fresh_masks in READINGS.items():
        lab = Lab("paper", seed, out)
        recipe = replace(lab.recipes["short_clean"], paper=("units",))
        on_fgsm = J_TILDE if fresh_masks else SHORT_J_TILDE
        lab.recipes = (lab.recipes | hidden_layers(recipe, fresh_masks=fresh_masks)
                       | objectives_alone(recipe, on_fgsm)
                       | through_perturbation(recipe, on_fgsm, fresh_masks=fresh_masks))
        found = {name: _measure_one(lab, name) for name in NAMES}
        along.append({"masks": reading, **found, **_compared(found)})
    return write(out, "perturbed", seed, recipe, along, lab.splits()[1].y)


def _measure_one(lab, name):
    """-> {"train", "clean", "fgsm": errors, "size": root mean square of the first hidden layer}"""
    net, (x, y) = lab.network(name), lab.splits()[1]
    found = evaluate_fgsm(net, x, y, eps=EPS)
    return {"train": metrics.error(net, *lab.trained_on(name)),
            "clean": found["clean_error"]["value"], "fgsm": found["error.float32"]["value"],
            "size": root_mean_square(activations(net, x)[1])}


def _compared(found):
    """The relations that the two claims ask for.  -> {key of HIDDEN and THROUGH: number}"""
    at_input, first, rotated = (found[f"hidden_{name}"] for name in ("input", "first", "rotated"))
    on_fgsm = found["short_adversarial"]
    return {"growth": first["size"] / at_input["size"],
            **{f"rotated.{key}": rotated[key] - at_input[key] for key in ("clean", "fgsm")},
            "final.train": found["hidden_final_too"]["train"] - first["train"],
            **{f"{name}.{key}": found[f"{name}_trained"][key] - on_fgsm[key]
               for name in ("rotation", "scaled") for key in ("clean", "fgsm")}}


def table(result):
    """For either claim readings down, what it asks for across, as Markdown."""
    return "\n\n".join((_table(result, HIDDEN, "hidden_input", "perturbed at the input"),
                        _table(result, THROUGH, "short_adversarial", "trained on FGSM")))


def _table(result, columns, name, what):
    """Beside the relations the errors of what the others are compared with."""
    heads = {f"{what}: {error} error": key for error, key in (("clean", "clean"), ("FGSM", "fgsm"))}
    rows = [row | {head: f"{100 * row[name][key]:.2f} %" for head, key in heads.items()}
            for row in result["along"]]
    return claims_table(["masks", *heads], rows, columns)


if __name__ == "__main__":
    measure_by_command(__doc__, measure)
