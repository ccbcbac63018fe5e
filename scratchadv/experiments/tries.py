"""The recipe hunt: readings of what the paper leaves open, each trained and measured on validation
digits, never on the test set.

    python -m scratchadv.experiments.tries NAME ... [--seed S] [--out DIR]

writes DIR/NAME.seedS.json: along the training, clean error, FGSM error in both arithmetics and the
confidence on mistakes. docs/differences.md tells what came of it.
"""
import argparse
import json
import sys
from dataclasses import asdict, replace
from pathlib import Path

from scratchadv import models
from scratchadv.evaluation import evaluate_fgsm
from scratchadv.experiments import cpu_model, versions
from scratchadv.experiments.lab import EPS, Lab
from scratchadv.experiments.recipes import recipes
from scratchadv.files import write_atomically

ALONG = (10, 20, 40, 60, 80, 100, 150, 200, 250, 300, 400, 500, 600, 700, 800, 900, 1000)
SHOWN = ("clean_error", "error.float32", "confidence.float32", "error.exact")


def _changed(recipe, epochs, *, arguments=None, settings=None, **changes):
    """A recipe with changes, trained for so many epochs to the end."""
    return replace(recipe, arguments={**recipe.arguments, **(arguments or {})},
                   settings={**recipe.settings, **(settings or {})}, epochs=epochs, patience=None,
                   monitor="error", snapshots=tuple(e for e in ALONG if e <= epochs), **changes)


def tries():
    """{name: Recipe}"""
    adversarial = recipes("paper")["adversarial"]
    return {
        "adversarial": _changed(adversarial, 1000),
        "adversarial.masked_probe": _changed(adversarial, 1000, objective="adversarial"),
    }


def run(name, seed, out):
    """Train one try, or take up its networks, and write what came of it.  -> path"""
    lab = Lab("paper", seed, out)
    lab.recipes = tries()
    recipe = lab.recipes[name]
    history = lab.history(name)
    x, y = lab.splits(recipe.task, recipe.side)[1]
    along = []
    for epoch in recipe.snapshots:
        found = evaluate_fgsm(models.load(lab.path(name, epoch)), x, y, eps=EPS)
        along.append({"epoch": epoch, "lr": history["lr"][epoch - 1],
                      **{key: found[key]["value"] for key in SHOWN}})
    result = {"name": name, "seed": seed, "recipe": asdict(recipe), "along": along,
              "digits": f"{len(y):,} validation digits", "seconds": sum(history["seconds"]),
              "J": history["J"], "validation_error": history["error"],
              "versions": versions(), "cpu": cpu_model()}
    path = Path(out) / f"{name}.seed{seed}.json"
    write_atomically(path, (json.dumps(result) + "\n").encode())
    return path


def main(arguments=None):
    """The command above."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("names", nargs="+", choices=sorted(tries()), metavar="NAME",
                        help=", ".join(sorted(tries())))
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=Path("scratchadv-results/tries"))
    options = parser.parse_args(arguments)
    for name in options.names:
        sys.stdout.write(f"{run(name, options.seed, options.out)}\n")


if __name__ == "__main__":
    main()
