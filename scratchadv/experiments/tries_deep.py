"""RBF networks trained by a loss of p instead of log p: the training error of section 7's models.

    python -m scratchadv.experiments.tries_deep [--seed S] [--out DIR]

takes the networks of s7.deep from the paper profile in DIR, or trains them, trains the same by the
squared error of p at learning rates of its own, and writes DIR/deep.seedS.json.
docs/differences.md has the table.
"""
import numpy as np

from scratchadv import metrics, objectives, optim, training
from scratchadv.experiments.building import build
from scratchadv.experiments.compared import RATES, rbf_name
from scratchadv.experiments.lab import Lab
from scratchadv.experiments.recipes import alter
from scratchadv.experiments.tries import measure_by_command, write
from scratchadv.losses import RBF, rbf

SQUARED_ERROR = RBF._replace(forward=rbf.rbf_squared_error_forward,
                             backward=rbf.rbf_squared_error_backward)
BY_LOSS = {"log p": RATES, "squared error of p": {
    "shallow": (3., 10., 30., 100.), "strong": (10., 30., 100., 300., 1000.),
    "deep": (.3, 1., 3., 10.)}}


def measure(seed, out):
    """Train every kind by either loss at every learning rate, write what came of it.  -> path"""
    along, lab = [], Lab("paper", seed, out)
    for loss, table_of_rates in BY_LOSS.items():
        for kind, rates in table_of_rates.items():
            row = {"loss": loss, "kind": kind}
            along += [row | {"rate": rate} | _train(lab, loss, kind, rate) for rate in rates]
    recipe = lab.recipes[rbf_name("deep", RATES["deep"][0])]
    return write(out, "deep", seed, recipe, along, lab.splits()[1].y)


def _train(lab, loss, kind, rate):
    """-> {"valid_loss", "train_error"}, None where training diverges"""
    try:
        train, net, history = _trained(lab, loss, kind, rate)
    except FloatingPointError:
        return {"valid_loss": None, "train_error": None}
    return {"valid_loss": min(history["error"]), "train_error": metrics.error(net, *train)}


def _trained(lab, loss, kind, rate):
    """-> the digits that it was trained on, the network, its history"""
    if loss == "log p":
        name = rbf_name(kind, rate)
        return lab.trained_on(name), lab.network(name), lab.history(name)
    name = rbf_name(kind, RATES[kind][0])
    recipe, train = alter(lab.recipes[name], settings=dict(lr=rate)), lab.trained_on(name)
    rng = np.random.default_rng(lab.seed)
    net = build(recipe, train, rng)
    net.loss_function = SQUARED_ERROR
    history = training.fit(
        net, train, objective=objectives.clean, epochs=recipe.epochs, rng=rng,
        optimizer=optim.SGD(**recipe.settings), batch_size=recipe.batch_size,
        valid=lab.splits()[1], monitor=recipe.monitor, progress=lab.progress)
    return train, net, vars(history)


def table(result):
    """Losses, kinds and rates down, as Markdown; in bold the rate of the lowest validation loss."""
    lines = ["| loss | network | learning rate | validation loss | training error |",
             "|---|---|---|---|---|"]
    for row in result["along"]:
        alike = [other["valid_loss"] for other in result["along"]
                 if (other["loss"], other["kind"]) == (row["loss"], row["kind"])
                 and other["valid_loss"] is not None]
        cells = ([f"{row['valid_loss']:.3f}", f"{100 * row['train_error']:.2f} %"]
                 if row["valid_loss"] is not None else ["diverges", "—"])
        if row["valid_loss"] is not None and row["valid_loss"] == min(alike):
            cells = [f"**{cell}**" for cell in cells]
        lines.append(f"| {row['loss']} | {row['kind']} | {row['rate']:g} | "
                     + " | ".join(cells) + " |")
    return "\n".join(lines)


if __name__ == "__main__":
    measure_by_command(__doc__, measure)
