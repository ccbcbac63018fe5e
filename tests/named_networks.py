"""A lab whose networks are small and sure, made in a moment, each another by its name: what an
experiment measures can be computed again from the networks that its claim speaks of.
"""
import sys
import zlib

import numpy as np
from scratchadv import models
from scratchadv.attacks import fgsm
from scratchadv.datasets import Split, load_mnist, resample, threes_vs_sevens
from scratchadv.experiments import EXPERIMENTS
from scratchadv.experiments.lab import Lab

DIGITS = load_mnist()
SIZES = {"softmax_regression": {}, "logistic_regression": {},
         "rbf_network": dict(log_beta=-4.), "deep_rbf_network": dict(units=5),
         "maxout_network": dict(units=(60, 50), pieces=2, init=.1),
         "mlp": dict(units=(60, 50), activation="sigmoid")}
SURE = 60                                        # how far the least squares scores are stretched
EPS = .01                                        # in the place of .25, which fools all of them
WITH_EPS = {module: module.EPS for name, module in sorted(sys.modules.items())
            if name.startswith("scratchadv.experiments.") and hasattr(module, "EPS")}


class FewDigits:
    """The first digits of MNIST, in the place of all."""

    profile, folder, name = "paper", None, "few"

    def splits(self, task, side):
        """-> train, valid, test."""
        train, test = DIGITS if task == "digits" else threes_vs_sevens(DIGITS)
        parts = (Split(resample(s.x[few], side), s.y[few]) for s, few in (
            (train, slice(1_000)), (train, slice(1_000, 1_500)), (test, slice(500))))
        return tuple(parts)


class NamedLab(Lab):
    """The paper profile's lab at a seed, without any training."""

    def __init__(self, seed=0):
        super().__init__("paper", seed, "never written", digits=FewDigits())
        self.made = {}

    def network(self, name):
        """Its hidden layers drawn from the name and the seed, its top fitted to a few digits."""
        name = self.known_as(name)                         # a KeyError where there is none
        recipe = self.recipes[name]
        if name not in self.made:
            rng = np.random.default_rng([self.seed, zlib.crc32(name.encode())])
            top = {"top": recipe.arguments["top"]} if "top" in recipe.arguments else {}
            net = getattr(models, recipe.model)(recipe.side ** 2, **SIZES[recipe.model], **top,
                                                rng=rng)
            if net.layers[-1].kind != "rbf":
                train, few = self.splits(recipe.task, recipe.side)[0], rng.permutation(1_000)[:500]
                _fit_top(net, train.x[few], train.y[few])
            self.made[name] = net
        return self.made[name]

    def history(self, name):
        """As many epochs as the name has letters."""
        epochs = len(name)
        return {"epoch": list(range(1, epochs + 1)), "best_epoch": epochs - 1,
                "error": [1 / (epoch + epochs) for epoch in range(1, epochs + 1)]}

    def snapshots(self, name):
        """The network alone."""
        return [(len(name), self.network(name))]

    def of_seed(self, seed):
        """One more lab of this kind."""
        if seed == self.seed:
            return self
        self._others.setdefault(seed, NamedLab(seed))
        return self._others[seed]


def _fit_top(net, x, y):
    """Least squares, in place."""
    top = next(k for k, layer in enumerate(net.layers) if layer.kind == "affine"
               and layer.theta["W"].shape[1] in (1, 10))
    h = np.column_stack([net.layer_inputs(x)[top], np.ones(len(x))])
    middle = 1.5 if net.loss_function.name == "sigmoids" else .1         # rarely above a half
    wanted = y[:, None] if net.n_classes is None else np.eye(10)[y] - middle
    fitted = np.linalg.solve(h.T @ h + .1 * np.eye(h.shape[1]), h.T @ wanted)
    W, b = net.layers[top].theta.values()
    W[...], b[...] = SURE * fitted[:-1], SURE * fitted[-1]


def take_our_eps(monkeypatch):
    """For the rest of a test."""
    for module in WITH_EPS:
        monkeypatch.setattr(module, "EPS", EPS)


def run(id, seed=0):
    """The experiment of a claim.  -> its lab, what it measured as plain numbers, its data"""
    lab = NamedLab(seed)
    measured, data = EXPERIMENTS[id](lab)
    return lab, {key: entry["value"] if isinstance(entry, dict) else entry
                 for key, entry in measured.items()}, data


def share(hits):
    """A share as a float."""
    return float(np.mean(hits))


def fooled(lab, on, tested=None, direction="exact"):
    """The error of the network `tested` on the FGSM examples of the network `on`."""
    x, y = lab.test
    x_adv = fgsm(lab.network(on), x, y, eps=EPS, direction=direction)
    return share(lab.network(tested or on).predict(x_adv) != y)


def sure(net, x, y):
    """The mean probability of the class that net names, where it errs."""
    p = net.probabilities(x).astype(float)
    named = p.max(axis=1) if p.ndim == 2 else np.maximum(p, 1 - p)
    return named[net.predict(x) != y].mean()


def clean(lab, name):
    """The error of a network on the test digits."""
    return share(lab.network(name).predict(lab.test.x) != lab.test.y)


def climbed(lab, on, tested=None):
    """The error of the network `tested` on the PGD-20 examples of the network `on`."""
    return share(lab.network(tested or on).predict(lab.pgd_examples(on)) != lab.test.y)
