"""Other perturbations than FGSM's in training: what they bring, as it goes on.

    python -m scratchadv.experiments.tries_length [--seed S] [--out DIR]

takes the networks of s6.differentiable, and of s6.hidden the maxout networks whose first hidden
layer alone is perturbed, at the paper profile from DIR, or trains them, and writes
DIR/length.seedS.json, measured on validation digits. docs/differences.md has the tables.
"""
from scratchadv.evaluation import evaluate_fgsm
from scratchadv.experiments.lab import EPS, Lab
from scratchadv.experiments.tries import measure_by_command, write
from scratchadv.experiments.tries_masks import BY_PGD, pgd_error

TRAINED = {"beside_clean": "J alone", "beside_fgsm": "FGSM", "rotation_trained": "rotations",
           "scaled_trained": "scaled gradients", "hidden_rotated": "first hidden layer rotated",
           "hidden_first": "first hidden layer by the sign"}
ERRORS = {"clean": "clean error", "fgsm": "FGSM error",
          "pgd": f"PGD-20 error, the first {BY_PGD:,} digits,"}


def measure(seed, out):
    """Measure every snapshot of each training, the best last; train what is missing.  -> path"""
    lab = Lab("paper", seed, out)
    along = [{"trained": trained, "epoch": epoch, **_measure_one(lab, net)}
             for name, trained in TRAINED.items() for epoch, net in lab.snapshots(name)]
    recipes = {trained: lab.recipes[name] for name, trained in TRAINED.items()}
    return write(out, "length", seed, recipes, along, lab.splits()[1].y)


def _measure_one(lab, net):
    """-> {key of ERRORS: error}"""
    found = evaluate_fgsm(net, *lab.splits()[1], eps=EPS)
    return {"clean": found["clean_error"]["value"], "fgsm": found["error.float32"]["value"],
            "pgd": pgd_error(lab, net)}


def table(result):
    """Of each error epochs down and trainings across, as Markdown."""
    of = {trained: [row for row in result["along"] if row["trained"] == trained]
          for trained in TRAINED.values()}
    return "\n\n".join(_along(of, key) for key in ERRORS)


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
