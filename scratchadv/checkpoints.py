"""Checkpoints: a run killed at any moment and started again ends in the same bits.

A checkpoint holds all that training changes, as it stood at the end of an epoch, beside the recipe
of the run. Starting the same recipe again continues from there, and what was lost since is repeated
to the same bits. Who starts another recipe is refused, with the difference named.
"""
import copy
import functools
import glob
import hashlib
import inspect
import json
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from scratchadv import files, models

SECONDS = 2.0       # between two writes: shorter epochs are cheaper to repeat than to save


@dataclass
class Run:
    """All that training changes. What is not in here does not survive a kill."""
    net: object
    optimizer: object
    rng: np.random.Generator
    history: object
    best: dict                  # the parameters of the best epoch so far; empty without validation

    def state(self):
        """-> {name: array}, numbers ready for JSON."""
        slots, numbers = self.optimizer.state()
        groups = {"parameters": self.net.parameters(), "best": self.best, "optimizer": slots}
        arrays = {f"{group}/{name}": array
                  for group, members in groups.items() for name, array in members.items()}
        return arrays, {"optimizer": numbers, "history": vars(self.history),
                        "rng": _to_lists(self.rng.bit_generator.state)}

    def restore(self, arrays, numbers, source):
        """Take up a state from `source`, in place.  KeyError, ValueError: it does not fit."""
        groups = {"parameters": {}, "best": {}, "optimizer": {}}
        for key, array in arrays.items():
            group, name = key.split("/", 1)
            groups[group][name] = array
        if numbers["history"]["best_epoch"] is not None:
            models.assign(self.net, groups["best"], source)
            self.keep_best()
        models.assign(self.net, groups["parameters"], source)
        self.optimizer.restore(groups["optimizer"], numbers["optimizer"])
        vars(self.history).update(numbers["history"])
        self.rng.bit_generator.state = numbers["rng"]

    def keep_best(self):
        """The parameters as they are now are the best so far."""
        self.best = {name: theta.copy(order="K") for name, theta in self.net.parameters().items()}


class Checkpoint:
    """The file at `path`, for runs of one recipe."""

    def __init__(self, path, recipe):
        self.path, self.recipe = Path(path), recipe
        self.written = -float("inf")

    def resume(self, run, epochs):
        """Bring `run` to where the file left it, if there is one, and see that it can be written.

        ValueError: damaged, foreign, of another recipe, already beyond `epochs`, or not writable;
        then net, optimizer and rng are as they came, for the call that is right.
        """
        came = copy.deepcopy(run.state())
        try:
            self._resume(run, epochs)
        except ValueError:
            run.restore(*came, self.path)
            raise

    def _resume(self, run, epochs):
        if self.path.exists():
            self._read(run)
        done = len(run.history.epoch)
        if done > epochs:
            raise ValueError(f"epochs must be {done} or more, as many as checkpoint {self.path} "
                             f"has run, got {epochs}")
        if not run.history.finished(epochs):
            self._open(run)

    def save(self, run, *, now):
        """Write `run`, atomically, unless the last write is only just past; with `now` always."""
        if now or time.monotonic() - self.written >= SECONDS:
            arrays, numbers = run.state()
            meta = {"recipe": self.recipe, "numbers": numbers}
            files.save_arrays(self.path, arrays, meta, kind="checkpoint")
            self.written = time.monotonic()

    def _read(self, run):
        way_out = "delete it to train from the start, or choose another path"
        try:
            arrays, meta = files.load_arrays(self.path, kind="checkpoint")
        except (ValueError, OSError, RuntimeError) as error:
            raise ValueError(f"checkpoint {self.path} must be a file that fit wrote, got: {error}; "
                             f"{way_out}") from error
        try:
            found, numbers = dict(meta["recipe"]), meta["numbers"]
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"checkpoint {self.path} holds no recipe; {way_out}") from error
        self._check_recipe(found)
        try:
            run.restore(arrays, numbers, self.path)
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"checkpoint {self.path} is damaged: {error}; {way_out}") from error

    def _check_recipe(self, found):
        odd = [f"{name} was {found.get(name)} and is {here}"
               for name, here in self.recipe.items() if found.get(name) != here]
        if odd:
            raise ValueError(f"checkpoint {self.path} belongs to another recipe: {'; '.join(odd)}; "
                             "make net and rng as that run did to go on with it, delete it to "
                             "train from the start, or choose another path")

    def _open(self, run):
        """Write before any work is done: training must not fail at the end of its first epoch."""
        try:
            leftovers = f".{glob.escape(self.path.name)}.*.part"      # of kills while writing
            for leftover in self.path.parent.glob(leftovers):
                leftover.unlink()
            self.save(run, now=True)
        except OSError as error:
            raise ValueError(f"checkpoint must be a path that can be written, got "
                             f"{str(self.path)!r} ({error}); choose another, or make its "
                             "directory") from error


# -- the recipe: what runs must share to end in the same bits, {name: something short to read}

def recipe(run, train, valid, objective, options):
    """The recipe of a `run` that has not begun.  train, valid: (x, y).  options: {name: value}.

    ValueError: an objective without a name to know it by.
    """
    start = json.dumps(_to_lists(run.rng.bit_generator.state)).encode()
    return {"model": json.dumps(run.net.spec),
            "starting parameters": _digest(*run.net.parameters().values()),
            "objective": describe(objective),
            "optimizer": _describe_optimizer(run.optimizer),
            **options,
            "train": _describe_data(train),
            "valid": _describe_data(valid),
            "rng": f"{type(run.rng.bit_generator).__name__} {_digest(np.frombuffer(start, 'u1'))}"}


def describe(value):
    """An objective with its options in one line, such as "adversarial(alpha=0.5, eps=0.25)".

    ValueError for a function that cannot be told from another: a lambda, one defined in a call, or
    a method, which may turn on what its object holds.
    """
    if isinstance(value, functools.partial):
        options = [describe(option) for option in value.args]
        options += [f"{name}={describe(value.keywords[name])}" for name in sorted(value.keywords)]
        return f"{describe(value.func)}({', '.join(options)})"
    if isinstance(value, np.ndarray):
        return f"array {_digest(value)}"
    if callable(value):
        name = getattr(value, "__qualname__", "<nameless>")
        if "<" in name or inspect.ismethod(value):
            raise ValueError("objective must be a function of a module, or a functools.partial of "
                             f"one, for a checkpoint to know it again, got {name}")
        ours = str(value.__module__).startswith("scratchadv.")
        return name if ours else f"{value.__module__}.{name}"
    value = value.item() if isinstance(value, np.generic) else value
    whole = isinstance(value, int) and not isinstance(value, bool)
    return repr(float(value) if whole else value)                        # eps=1 is eps=1.


def _describe_optimizer(optimizer):
    options = ", ".join(f"{name}={value!r}" for name, value in vars(optimizer).items()
                        if value is None or isinstance(value, (int, float)))
    return f"{type(optimizer).__name__}({options})"


def _describe_data(data):
    return None if data is None else f"{len(data[0])} examples {_digest(*data)}"


def _digest(*arrays):
    """The first 12 hexadecimal digits of SHA-256 over the arrays' shapes, dtypes and entries."""
    sha = hashlib.sha256()
    for array in arrays:
        sha.update(f"{array.shape} {array.dtype.str}".encode())
        sha.update(np.ascontiguousarray(array))
    return sha.hexdigest()[:12]


def _to_lists(state):
    """A generator's state ready for JSON: some bit generators keep arrays in it, and take lists."""
    if isinstance(state, dict):
        return {name: _to_lists(value) for name, value in state.items()}
    return state.tolist() if isinstance(state, np.ndarray) else state
