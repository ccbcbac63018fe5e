"""What an experiment works with: data, networks and random numbers of one profile and seed."""
import functools
import json
import sys
import time
from pathlib import Path

import numpy as np

from scratchadv import checks, optim, training
from scratchadv.attacks import pgd
from scratchadv.evaluation import error_rate, evaluate_fgsm
from scratchadv.experiments.building import build, load, objective_named
from scratchadv.experiments.digits import Digits, training_digits
from scratchadv.experiments.recipes import OF_START, key, known_keys, recipes
from scratchadv.files import locked, write_atomically
from scratchadv.progress import Progress, time_text

EPS = .25                                        # sec. 4: for every number on MNIST


class Lab:
    """One profile at one seed: its data, its trained networks, what was measured of them.

    profile: "smoke", "laptop" or "paper".  out: folder for networks and results.
    digits: the Digits of a lab of the same profile, to share them; None for MNIST, read anew.
    stream: where progress is shown, or None for stderr.
    """

    def __init__(self, profile, seed, out, *, digits=None, stream=None):
        self.profile, self.seed, self.out = profile, seed, Path(out)
        self.digits = digits or Digits(profile)
        checks.check_choice(self.digits.profile, "the profile of digits", (profile,))
        self.recipes = recipes(profile)
        self.progress = Progress(stream or sys.stderr)
        self.used = []                           # network names the running experiment asked for
        self._in_training = 0.0                  # seconds, of this process
        self._networks, self._measured, self._others = {}, {}, {}
        self.pgd_examples = functools.lru_cache(3)(self._pgd_examples)       # 31 MB each

    # -- data

    @property
    def data_name(self):
        """"mnist", or a hash of the data that came in its place."""
        return self.digits.name

    def splits(self, task="digits", side=28):
        """-> train, valid, test, each a Split; of 3 against 7 valid is None."""
        return self.digits.splits(task, side)

    @property
    def test(self):
        """The test digits."""
        return self.splits()[2]

    def rng(self, purpose):
        """A generator of its own for each purpose: experiments do not disturb each other."""
        return np.random.default_rng([self.seed, *purpose.encode()])

    # -- networks

    def network(self, name):
        """The trained network of that recipe: from memory, the output folder, or trained now."""
        name = self.known_as(name)
        self._note(name)
        if name not in self._networks:
            path = self.path(name)
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                began = time.monotonic()
                with locked(path.with_suffix(".lock"), waiting=lambda seconds: self.progress.update(
                        f"another process trains {name}, waiting {time_text(seconds)}")):
                    self._in_training += time.monotonic() - began
                    if not path.exists():
                        self._train(name, path)
            self._networks[name] = load(path, self.recipes[name], "to train that network anew")
        return self._networks[name]

    def _note(self, name):
        """That the running experiment asked for it, and for what it was made from."""
        recipe = self.recipes[name]
        if name not in self.used:
            self.used.append(name)
        if recipe.start:
            self._note(recipe.start)
        if recipe.epochs_of:
            self.of_seed(0)._note(recipe.epochs_of)

    def widest(self, name):
        """The recipe of that name with 1600 units, where the profile has one."""
        wide = f"{name}_1600"
        return wide if wide in self.recipes else name

    def snapshots(self, name):
        """[(epoch, network), ...] along that recipe's training; the last is the network in use."""
        final, best = self.network(name), self.history(name)["best_epoch"]
        if self.recipes[name].start:
            before = self.snapshots(self.recipes[name].start)
            return [*before, (before[-1][0] + best, final)]
        kept = [(epoch, self.path(name, epoch)) for epoch in self.recipes[name].snapshots]
        nets = [(epoch, load(path, self.recipes[name], "to go on without that epoch"))
                for epoch, path in kept if path.exists() and epoch < best]
        return [*nets, (best, final)]

    def history(self, name):
        """What training left, epoch by epoch: the fields of training.History."""
        self.network(name)
        network = self.path(name)
        path = self.history_path(name)
        try:
            history = json.loads(path.read_bytes())
            training.check_history(history)
        except (OSError, ValueError, RecursionError) as error:
            raise ValueError(f"{path} is missing, damaged or truncated ({error}); delete {network} "
                             "to train that network anew") from error
        return history

    def of_seed(self, seed):
        """The same lab at another seed, its data and networks shared."""
        if seed == self.seed:
            return self
        if seed not in self._others:
            other = Lab(self.profile, seed, self.out, digits=self.digits)
            other.progress, other.recipes = self.progress, self.recipes
            self._others[seed] = other
        return self._others[seed]

    def keys_used(self):
        """The names of all networks that the running experiment asked for, of other seeds too."""
        return [lab.key(name) for lab in (self, *self._others.values()) for name in lab.used]

    def seconds_in_training(self):
        """How long this process has trained, or waited for another that did, for all seeds."""
        return sum(lab._in_training for lab in (self, *self._others.values()))

    def training_seconds(self):
        """{network: seconds of its training} of the same, as far as their histories are there."""
        return {f"{name}.seed{lab.seed}": round(sum(lab.history(name)["seconds"]), 1)
                for lab in (self, *self._others.values()) for name in lab.used
                if lab.history_path(name).exists()}

    def forget_used(self):
        """Before another experiment."""
        for lab in (self, *self._others.values()):
            lab.used.clear()

    def key(self, name):
        """The hash that names this network: of its recipe, the seed and the data."""
        return key(self.recipes, name, self.seed, self.data_name)

    def known_as(self, name):
        """The first name of this network: recipes that differ by name and origins alone make one.
        """
        made_from = self.recipes[name].made_from()
        return next(first for first, recipe in self.recipes.items()
                    if recipe.made_from() == made_from)

    @functools.cached_property
    def known_keys(self):
        """The names of all networks that an experiment at this seed may rest on."""
        return known_keys(self.recipes, self.seed, self.data_name)

    def path(self, name, epoch=None):
        """Where the network is kept, or its snapshot after that epoch."""
        suffix = "" if epoch is None else f".epoch{epoch}"
        file = f"{self.known_as(name)}.seed{self.seed}.{self.key(name)}{suffix}.npz"
        return self.out / "networks" / file

    def history_path(self, name):
        """Where what its training left is kept."""
        return self.path(name).with_suffix(".history.json")

    # -- what several experiments measure alike

    def evaluation(self, name):
        """evaluate_fgsm of a network on its test digits at eps .25, measured once."""
        return self._once("fgsm", name, lambda net, x, y: evaluate_fgsm(net, x, y, eps=EPS))

    def _pgd_examples(self, name):
        """PGD-20 of a network on its test digits at eps .25; the last few are kept.  -> (N, D)"""
        return pgd(self.network(name), *self.splits(self.recipes[name].task)[2], eps=EPS,
                   rng=self.rng(f"pgd {self.known_as(name)}"))

    def pgd(self, name):
        """The error of a network on its PGD-20 examples, measured once."""
        return self._once("pgd", name, lambda net, x, y: error_rate(
            net, self.pgd_examples(name), y))

    def _once(self, kind, name, measure):
        key = kind, self.known_as(name)
        net = self.network(name)                 # asked each time, so that each experiment names it
        if key not in self._measured:
            self._measured[key] = measure(net, *self.splits(self.recipes[name].task)[2])
        return self._measured[key]

    def _train(self, name, path):
        recipe = self.recipes[name]
        train, valid = self.trained_on(name), self.splits(recipe.task, recipe.side)[1]
        rng, epochs = np.random.default_rng(self.seed), recipe.epochs
        if recipe.start:
            net = self.network(recipe.start).copy()
        else:
            net = build(recipe, train, rng)
        if recipe.epochs_of:
            epochs = self.of_seed(0).history(recipe.epochs_of)["best_epoch"]
        checkpoint, kept = path.with_suffix(".checkpoint"), path.with_suffix(".target.json")
        objective = functools.partial(objective_named(recipe.objective), **recipe.options)
        target = self._target(recipe, net, objective, kept) if recipe.target else None
        snapshots = {epoch: self.path(name, epoch) for epoch in recipe.snapshots}
        began = time.monotonic()
        history = training.fit(
            net, train, objective=objective, epochs=epochs, rng=rng,
            optimizer=getattr(optim, recipe.optimizer)(**recipe.settings),
            batch_size=recipe.batch_size, valid=None if recipe.epochs_of else valid,
            monitor=recipe.monitor, patience=recipe.patience, target=target,
            checkpoint=checkpoint, snapshots=snapshots, progress=self.progress)
        self._in_training += time.monotonic() - began
        write_atomically(self.history_path(name), json.dumps(vars(history)).encode())
        net.save(path)
        checkpoint.unlink(missing_ok=True)
        kept.unlink(missing_ok=True)

    def _target(self, recipe, net, objective, kept):
        """The objective at which this training is to stop, kept beside the checkpoint: another
        processor, which may go on, would find another last digit.
        """
        checks.check_choice(recipe.target, "target", (OF_START,))
        if not kept.exists():
            target = training.mean_objective(net, *self.trained_on(recipe.start),
                                             objective=objective,
                                             rng=self.rng(f"training objective of {recipe.start}"))
            write_atomically(kept, json.dumps(target).encode())
        try:
            return checks.check_number(json.loads(kept.read_bytes()), "target")
        except ValueError as error:
            raise ValueError(f"{kept} is damaged or truncated ({error}); delete it") from error

    def trained_on(self, name):
        """The digits on which that network was trained.  -> Split"""
        recipe = self.recipes[name]
        return training_digits(recipe, *self.splits(recipe.task, recipe.side)[:2])
