"""The recipe hunt: readings of what the paper leaves open, each trained and measured on validation
digits, never on the test set.

    python -m scratchadv.experiments.tries NAME ... [--seed S] [--out DIR]

writes DIR/NAME.seedS.json: along the training, clean error and confidence, FGSM error in both
arithmetics and the confidence on mistakes. docs/differences.md tells what came of it.
"""
import argparse
import json
import sys
from dataclasses import asdict, replace
from pathlib import Path

from scratchadv import models
from scratchadv.claims import CLAIMS
from scratchadv.evaluation import evaluate_fgsm
from scratchadv.experiments import cpu_model, versions
from scratchadv.experiments.lab import EPS, Lab
from scratchadv.experiments.recipes import alter, recipes
from scratchadv.files import write_atomically

ALONG = (10, 20, 40, 60, 80, 100, 150, 200, 250, 300, 400, 500, 600, 700, 800, 900, 1000)
SHOWN = ("clean_error", "clean_confidence", "error.float32", "confidence.float32", "error.exact")
RBF_ALONG = (4, 8, 12, 16, 20, 24, 28, 32, 36, 40)


def _whole(recipe, epochs, **changes):
    """A recipe with changes, trained for so many epochs to the end."""
    return alter(recipe, epochs=epochs, patience=None, monitor="error",
                 snapshots=tuple(epoch for epoch in ALONG if epoch <= epochs), **changes)


def tries():
    """{name: Recipe}"""
    paper = recipes("paper")
    adversarial = alter(paper["exact_probe_50000"], arguments=dict(init=.05))
    rbf = replace(paper["rbf"], epochs=40, snapshots=RBF_ALONG)
    adam = replace(rbf, optimizer="Adam", settings=dict(lr=1e-3), batch_size=200)
    return {
        "adversarial": _whole(adversarial, 1000),
        "adversarial.masked_probe": _whole(adversarial, 1000, objective="adversarial"),
        "adversarial.sixty_epochs": alter(
            paper["float32_probe_50000"], epochs=60, patience=None,
            snapshots=tuple(range(10, 61, 10)),
            settings=dict(decay=1.00005, momentum_epochs=50, final_momentum=.7)),
        "rbf": rbf,
        "rbf.wide": alter(rbf, arguments=dict(log_beta=-3.5)),
        "rbf.narrow": alter(rbf, arguments=dict(log_beta=-2.)),
        "rbf.adam": adam,
        "rbf.adam.wide": alter(adam, arguments=dict(log_beta=-3.5)),
        "rbf.adam.wider": alter(adam, arguments=dict(log_beta=-4.5)),
        **_sizes(recipes("laptop")),
    }


def _sizes(laptop):
    """Rotations and scaled gradients of other sizes, and what they are compared with."""
    found = {name: laptop[name] for name in ("short_clean", "short_adversarial")}
    found |= {f"rotation.{angle}": replace(laptop["rotation_trained"],
                                           options=dict(alpha=.5, angle=angle))
              for angle in (.2, .3, .4, .5)}
    found |= {f"scaled.{eps}": replace(laptop["scaled_trained"], options=dict(alpha=.5, eps=eps))
              for eps in (.5, .75, 1.)}
    return {name: replace(recipe, snapshots=(recipe.epochs,)) for name, recipe in found.items()}


def measure(name, seed, out):
    """Measure what snapshots there are of one try and write what came of it.  -> path"""
    lab = Lab("paper", seed, out)
    lab.recipes = tries()
    recipe = lab.recipes[name]
    x, y = lab.splits(recipe.task, recipe.side)[1]
    along = []
    for epoch in recipe.snapshots:
        path = lab.path(name, epoch)
        if path.exists():
            found = evaluate_fgsm(models.load(path), x, y, eps=EPS)
            along.append({"epoch": epoch, **{key: found[key]["value"] for key in SHOWN}})
    return write(out, name, seed, recipe, along, y)


def write(out, name, seed, recipe, along, y):
    """OUT/NAME.seedS.json: what was measured along a training, on digits of labels y.  -> path

    recipe: what the trainings have in common, or each of them, {what its rows are called: Recipe}.
    """
    recipe = ({each: asdict(one) for each, one in recipe.items()} if isinstance(recipe, dict)
              else asdict(recipe))
    result = {"name": name, "seed": seed, "recipe": recipe, "along": along,
              "digits": f"{len(y):,} validation digits", "versions": versions(),
              "cpu": cpu_model()}
    path = Path(out) / f"{name}.seed{seed}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, (json.dumps(result, indent=1) + "\n").encode())
    return path


def table(results):
    """What came of tries, as Markdown.  results: those of `measure`."""
    lines = ["| try | epoch | clean error | clean confidence | FGSM, single precision "
             "| confidence on mistakes | FGSM, exact sign |", "|---" * 7 + "|"]
    for result in results:
        for row in result["along"]:
            rates = " | ".join(f"{100 * row[key]:.2f} %" if key in row else "—" for key in SHOWN)
            lines.append(f"| {result['name']} | {row['epoch']} | {rates} |")
    return "\n".join(lines)


def claims_table(heads, rows, columns):
    """The same beside what the paper prints; in bold what lies in its claim's band.

    heads: keys of a row that say which it is; where "best" is true, its epoch is marked.
    columns: {key of a row: (claim, its quantity)}, and as a third what is read otherwise than in
    the claim.
    """
    wanted = {key: next(quantity for quantity in CLAIMS[id].quantities if quantity.key == name)
              for key, (id, name, *_) in columns.items()}
    paper = [f"{quantity.paper:g} %" if quantity.paper is not None else
             f"ours: {quantity.rule.text}" if quantity.rule else "—"
             for quantity in wanted.values()]
    titles = [": ".join([columns[key][0], quantity.label, *columns[key][2:]])
              for key, quantity in wanted.items()]
    lines = ["| " + " | ".join([*heads, *titles]) + " |",
             "|---" * (len(heads) + len(columns)) + "|",
             "| paper |" + " |" * (len(heads) - 1) + " " + " | ".join(paper) + " |"]
    for row in rows:
        told = row | {"epoch": f"{row['epoch']}, the best"} if row.get("best") else row
        cells = [str(told[head]) for head in heads] + [_cell(row[key], wanted[key])
                                                       for key in columns]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _cell(value, quantity):
    if value is None:
        return "—"
    value = quantity.scaled(value)
    unit = "points" if quantity.rule and quantity.rule.minus else quantity.unit
    text = f"{value:.2f} {unit}" if quantity.is_rate else f"{value:.2f}"
    return f"**{text}**" if quantity.rule and quantity.rule.holds(value) else text


def measure_by_command(doc, measure_page, arguments=None):
    """The command of another page of tries: measure_page(seed, out) -> path."""
    parser = argparse.ArgumentParser(description=doc.split("\n\n")[0])
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=Path("scratchadv-results/paper"))
    options = parser.parse_args(arguments)
    sys.stdout.write(f"{measure_page(options.seed, options.out)}\n")


def main(arguments=None):
    """The command above."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("names", nargs="+", choices=sorted(tries()), metavar="NAME",
                        help=", ".join(sorted(tries())))
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=Path("scratchadv-results/tries"))
    parser.add_argument("--so-far", action="store_true",
                        help="train nothing: measure the snapshots that are there")
    options = parser.parse_args(arguments)
    for name in options.names:
        if not options.so_far:
            lab = Lab("paper", options.seed, options.out)
            lab.recipes = tries()
            lab.network(name)
        sys.stdout.write(f"{measure(name, options.seed, options.out)}\n")


if __name__ == "__main__":
    main()
