"""Perturbed hidden layers under one set of dropout masks, or under masks for each term of J~.

    python -m scratchadv.experiments.tries_hidden [--seed S] [--out DIR]

takes the networks of the paper profile, whose masks are of each term, from DIR, or trains them,
trains the same under one set, and writes DIR/hidden.seedS.json, measured on validation digits.
docs/differences.md has the table.
"""
from dataclasses import replace

from scratchadv import metrics
from scratchadv.evaluation import evaluate_fgsm
from scratchadv.experiments.compared import hidden_layers
from scratchadv.experiments.lab import EPS, Lab
from scratchadv.experiments.section6_hidden import NETWORKS, root_mean_square
from scratchadv.experiments.tries import claims_table, measure_by_command, write
from scratchadv.hidden_perturbation import activations

READINGS = {"one set for both terms": False, "of its own for each term": True}
SUBJECTS = ("maxout.input", "first", "final", "rotation")
COLUMNS = {key: ("s6.hidden", key) for key in (  # two networks' ratio or difference
    "maxout.growth", "rotation.clean_error", "rotation.error.float32", "final.train_error")}


def measure(seed, out):
    """Measure four networks by either reading; train what is missing.  -> path"""
    along = []
    for reading, fresh_masks in READINGS.items():
        lab = Lab("paper", seed, out)
        recipe = replace(lab.recipes["hidden_input"], objective="clean", options={})
        lab.recipes = lab.recipes | hidden_layers(recipe, fresh_masks=fresh_masks)
        found = {subject: _measure_one(lab, NETWORKS[subject][0]) for subject in SUBJECTS}
        at_input, first, final, rotation = (found[subject] for subject in SUBJECTS)
        along.append({"masks": reading, **found,
                      "maxout.growth": first["size"] / at_input["size"],
                      "rotation.clean_error": rotation["clean"] - at_input["clean"],
                      "rotation.error.float32": rotation["fgsm"] - at_input["fgsm"],
                      "final.train_error": final["train"] - first["train"]})
    return write(out, "hidden", seed, recipe, along, lab.splits()[1].y)


def _measure_one(lab, name):
    """-> {"train", "clean", "fgsm": errors, "size": root mean square of the first hidden layer}"""
    net, (train, (x, y), _) = lab.network(name), lab.splits()
    found = evaluate_fgsm(net, x, y, eps=EPS)
    trained_on = (a[:lab.recipes[name].examples] for a in train)
    return {"train": metrics.error(net, *trained_on), "clean": found["clean_error"]["value"],
            "fgsm": found["error.float32"]["value"],
            "size": root_mean_square(activations(net, x)[1])}


def table(result):
    """Readings down, the relations that the claim asks for across, as Markdown."""
    return claims_table(["masks"], result["along"], COLUMNS)


if __name__ == "__main__":
    measure_by_command(__doc__, measure)
