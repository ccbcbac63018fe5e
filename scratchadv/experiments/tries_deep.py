"""RBF networks trained by a loss of p instead of log p: the training error of section 7's models.

    python -m scratchadv.experiments.tries_deep [--seed S] [--out DIR]

trains the kinds of s7.deep by its own loss and by the squared error of p, at several learning rates
each, and writes DIR/deep.seedS.json. docs/differences.md has the table.
"""
from dataclasses import replace

import numpy as np

from scratchadv import metrics, objectives, optim, training
from scratchadv.experiments.building import build
from scratchadv.experiments.compared import RATES, rbf_name
from scratchadv.experiments.lab import Lab
from scratchadv.experiments.tries import measure_by_command, write
from scratchadv.losses import RBF, rbf

LOSSES = {"log p": RBF, "squared error of p": RBF._replace(     # to be trained by, not attacked
    name="squared error", forward=rbf.rbf_squared_error_forward,
    backward=rbf.rbf_squared_error_backward, direction=None, float32=None)}
BY_LOSS = {"log p": RATES | {"deep": (*RATES["deep"], 10.)}, "squared error of p": {
    "shallow": (1., 10., 30., 100.), "strong": (.1, 1., 10., 30., 100., 300., 1000.),
    "deep": (.1, .3, 1., 3., 10.)}}


def measure(seed, out):
    """Train every kind by either loss at every learning rate, write what came of it.  -> path"""
    along, lab = [], Lab("paper", seed, out)
    for loss, table_of_rates in BY_LOSS.items():
        for kind, rates in table_of_rates.items():
            for rate in (None, *rates):
                along.append({"loss": loss, "kind": kind, "rate": rate,
                              **_measure_one(lab, loss, kind, rate)})
    recipe = replace(lab.recipes[rbf_name("shallow", RATES["shallow"][0])],
                     settings=dict(lr=BY_LOSS), arguments={})
    return write(out, "deep", seed, recipe, along, lab.splits()[1].y)


def _measure_one(lab, loss, kind, rate):
    """rate: None is untrained.  -> {"valid_loss", "train_error"}, None where training diverges"""
    name = rbf_name(kind, RATES[kind][0])
    recipe, train, valid = lab.recipes[name], lab.trained_on(name), lab.splits()[1]
    rng = np.random.default_rng(lab.seed)
    net = build(recipe, train, rng)
    net.loss_function = LOSSES[loss]
    valid_loss = net.loss(*valid)
    if rate is not None:
        try:
            history = training.fit(
                net, train, objective=objectives.clean, epochs=recipe.epochs, rng=rng,
                optimizer=optim.SGD(**recipe.settings | {"lr": rate}), valid=valid,
                batch_size=recipe.batch_size, monitor=recipe.monitor, progress=lab.progress)
        except FloatingPointError:
            return {"valid_loss": None, "train_error": None}
        valid_loss = min(history.error)
    return {"valid_loss": float(valid_loss), "train_error": metrics.error(net, *train)}


def table(result):
    """Losses, kinds and rates down, as Markdown; in bold the row of the lowest validation loss."""
    lines = ["| loss | network | learning rate | validation loss | training error |",
             "|---|---|---|---|---|"]
    for row in result["along"]:
        alike = [other["valid_loss"] for other in result["along"]
                 if (other["loss"], other["kind"]) == (row["loss"], row["kind"])
                 and other["valid_loss"] is not None]
        diverged = row["valid_loss"] is None
        cells = ["untrained" if row["rate"] is None else f"{row['rate']:g}",
                 "diverges" if diverged else f"{row['valid_loss']:.3f}",
                 "—" if diverged else f"{100 * row['train_error']:.2f} %"]
        if row["valid_loss"] == min(alike):
            cells = [f"**{cell}**" for cell in cells]
        lines.append(f"| {row['loss']} | {row['kind']} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    measure_by_command(__doc__, measure)
