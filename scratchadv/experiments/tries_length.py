"""Trained through rotations and scaled gradients for hundreds of epochs, as on FGSM examples.

    python -m scratchadv.experiments.tries_length [--seed S] [--out DIR]

trains the perturbations of s6.differentiable and the rotated hidden layer of s6.hidden by the
first stage of the recipe of s6.240, takes the two networks of s6.240 from DIR, or trains them, and
writes DIR/length.seedS.json, measured on validation digits. docs/differences.md has the tables.
"""
from dataclasses import replace

from scratchadv.evaluation import evaluate_fgsm, evaluate_pgd
from scratchadv.experiments.lab import EPS, Lab
from scratchadv.experiments.tries import claims_table, measure_by_command, write
from scratchadv.experiments.tries_masks import BY_PGD
from scratchadv.experiments.tries_perturbed import HIDDEN, THROUGH

FGSM = "adversarial_50000"                       # what the others are compared with
OTHERS = {"rotation_trained": "rotations", "scaled_trained": "scaled gradients",
          "hidden_rotated": "hidden rotations"}
TRAINED = {"maxout_50000": "J alone", FGSM: "FGSM",
           **{f"{name}_50000": on for name, on in OTHERS.items()}}
ERRORS = {"clean": "clean error", "fgsm": "FGSM error",
          "pgd": f"PGD-20 error, the first {BY_PGD:,} digits,"}
COLUMNS = THROUGH | {key: HIDDEN[key] for key in ("rotated.clean", "rotated.fgsm")}


def measure(seed, out):
    """Measure every snapshot of each training, the best last; train what is missing.  -> path"""
    lab = Lab("paper", seed, out)
    lab.recipes = lab.recipes | {f"{name}_50000": _long(lab, name) for name in OTHERS}
    along = [{"trained": trained, "epoch": epoch, **_measure_one(lab, net)}
             for name, trained in TRAINED.items() for epoch, net in lab.snapshots(name)]
    recipes = {trained: lab.recipes[name] for name, trained in TRAINED.items()}
    return write(out, "length", seed, recipes, along, lab.splits()[1].y)


def _long(lab, name):
    """The recipe of s6.240 with the objective of a shorter one."""
    short = lab.recipes[name]
    return replace(lab.recipes[FGSM], objective=short.objective, options=short.options)


def _measure_one(lab, net):
    """-> {key of ERRORS: error}"""
    x, y = lab.splits()[1]
    by_fgsm = evaluate_fgsm(net, x, y, eps=EPS)
    by_pgd = evaluate_pgd(net, x[:BY_PGD], y[:BY_PGD], eps=EPS, rng=lab.rng("tries_length"))
    return {"clean": by_fgsm["clean_error"]["value"], "fgsm": by_fgsm["error.float32"]["value"],
            "pgd": by_pgd["error.pgd20"]["value"]}


def table(result):
    """Of each error epochs down, trainings across; then what the claims ask for, as Markdown."""
    of = {trained: [row for row in result["along"] if row["trained"] == trained]
          for trained in TRAINED.values()}
    best = {trained: rows[-1] for trained, rows in of.items()}
    compared = {f"{name}.{key}": best[trained][key] - best["FGSM"][key]
                for name, trained in zip(("rotation", "scaled", "rotated"), OTHERS.values())
                for key in ("clean", "fgsm")}
    return "\n\n".join([*(_along(of, key) for key in ERRORS),
                        claims_table(["epochs"], [{"epochs": "the best", **compared}], COLUMNS)])


def _along(of, key):
    """One error at the epochs that were kept, and at the best, which ends each training."""
    lines = [f"| {ERRORS[key]} at epoch | " + " | ".join(of) + " |", "|---" * (1 + len(of)) + "|"]
    for epoch in sorted({row["epoch"] for rows in of.values() for row in rows[:-1]}):
        found = ([row[key] for row in rows[:-1] if row["epoch"] == epoch] for rows in of.values())
        lines.append(f"| {epoch} | "
                     + " | ".join(f"{100 * one[0]:.2f} %" if one else "—" for one in found) + " |")
    best = (f"{100 * rows[-1][key]:.2f} % ({rows[-1]['epoch']})" for rows in of.values())
    return "\n".join([*lines, "| the best (which) | " + " | ".join(best) + " |"])


if __name__ == "__main__":
    measure_by_command(__doc__, measure)
