"""Other perturbations in training under one set of dropout masks, or masks for each term of J~.

    python -m scratchadv.experiments.tries_perturbed [--seed S] [--out DIR]

takes the networks of s6.hidden and s6.differentiable at the paper profile, whose masks are of each
term, from DIR, or trains them, trains the same under one set, and writes DIR/perturbed.seedS.json,
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
COLUMNS = {                                      # claim -> {measured: its quantity}
    "s6.hidden": {"growth": "maxout.growth", "hidden.clean": "rotation.clean_error",
                  "hidden.fgsm": "rotation.error.float32", "final.train": "final.train_error"},
    "s6.differentiable": {"rotation.fgsm": "rotation.error.float32",
                          "rotation.clean": "rotation.clean_error",
                          "scaled.fgsm": "scaled.error.float32",
                          "scaled.clean": "scaled.clean_error"}}


def measure(seed, out):
    """Measure seven networks by either reading; train what is missing.  -> path"""
    along = []
    for reading, fresh_masks in READINGS.items():
        lab = Lab("paper", seed, out)
        recipe = replace(lab.recipes["short_clean"], paper=("units",))
        lab.recipes = (lab.recipes | hidden_layers(recipe, fresh_masks=fresh_masks)
                       | objectives_alone(recipe, J_TILDE if fresh_masks else SHORT_J_TILDE)
                       | through_perturbation(recipe, fresh_masks=fresh_masks))
        found = {name: _measure_one(lab, name) for name in NAMES}
        along.append({"masks": reading, **found, **_compared(*found.values())})
    return write(out, "perturbed", seed, recipe, along, lab.splits()[1].y)


def _measure_one(lab, name):
    """-> {"train", "clean", "fgsm": errors, "size": root mean square of the first hidden layer}"""
    net, (x, y) = lab.network(name), lab.splits()[1]
    found = evaluate_fgsm(net, x, y, eps=EPS)
    return {"train": metrics.error(net, *lab.trained_on(name)),
            "clean": found["clean_error"]["value"], "fgsm": found["error.float32"]["value"],
            "size": root_mean_square(activations(net, x)[1])}


def _compared(at_input, first, final, hidden, adversarial, rotation, scaled):
    """The relations that the two claims ask for.  -> {key of COLUMNS: number}"""
    return {"growth": first["size"] / at_input["size"],
            "hidden.clean": hidden["clean"] - at_input["clean"],
            "hidden.fgsm": hidden["fgsm"] - at_input["fgsm"],
            "final.train": final["train"] - first["train"],
            **{f"{name}.{key}": net[key] - adversarial[key]
               for name, net in (("rotation", rotation), ("scaled", scaled))
               for key in ("fgsm", "clean")}}


def table(result):
    """For either claim readings down, what it asks for across, as Markdown."""
    return "\n\n".join(
        claims_table(["masks"], result["along"], {key: (id, name) for key, name in columns.items()})
        for id, columns in COLUMNS.items())


if __name__ == "__main__":
    measure_by_command(__doc__, measure)
