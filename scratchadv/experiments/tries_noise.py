"""The noise controls, on noise alone or as J~ with noise for the attack, at their best epochs.

    python -m scratchadv.experiments.tries_noise [--seed S] [--out DIR]

takes the first stages of the paper profile, which have the clean term, from DIR, or trains them,
trains the same on noise alone, and writes DIR/noise.seedS.json, measured on validation digits.
docs/differences.md has the tables.
"""
from dataclasses import replace

from scratchadv.evaluation import evaluate_fgsm
from scratchadv.experiments.lab import EPS, Lab
from scratchadv.experiments.tries import claims_table, measure_by_command, write

NAMES = ("sign_noise", "uniform_noise")
ALPHAS = (0, .5)                                 # share of the clean term
MEASURED = ("clean_error", "error.float32", "confidence.float32", "error.exact")


def measure(seed, out):
    """Measure the four networks at their best epochs; train what is missing.  -> path"""
    along = []
    for name in NAMES:
        for alpha in ALPHAS:
            lab = Lab("paper", seed, out)
            stage = f"{name}_50000"
            options = dict(alpha=alpha, eps=EPS) if alpha else dict(eps=EPS)
            recipe = replace(lab.recipes[stage], options=options)
            lab.recipes = lab.recipes | {stage: recipe}
            x, y = lab.splits()[1]
            for epoch, net in lab.snapshots(stage):
                found = evaluate_fgsm(net, x, y, eps=EPS)
                along.append({"noise": name.split("_")[0], "alpha": alpha, "epoch": epoch,
                              **{key: found[key]["value"] for key in MEASURED}})
    recipe = replace(recipe, objective=NAMES, options=dict(alpha=ALPHAS, eps=EPS))
    return write(out, "noise", seed, recipe, along, y)


def table(result):
    """For either noise the trainings beside what the paper prints of it, as Markdown."""
    return "\n\n".join(
        claims_table(["noise", "alpha", "epoch"],
                     [row for row in result["along"] if row["noise"] == noise],
                     {key: (f"s6.noise.{noise}", key) for key in ("error.float32",
                                                                  "confidence.float32")})
        for noise in (name.split("_")[0] for name in NAMES))


if __name__ == "__main__":
    measure_by_command(__doc__, measure)
