"""Training: one loop for every model and objective, early stopping, runs that survive being killed.

N examples, D inputs. The loop knows nothing of adversarial examples: what is minimised is the
objective's affair.
"""
import contextlib
import copy
import time
from dataclasses import dataclass, field

import numpy as np

from scratchadv import attacks, checks, divergence, fused, metrics, models, optim
from scratchadv import training_doors as doors
from scratchadv.checkpoints import Checkpoint, Run, recipe
from scratchadv.progress import Pace


@dataclass
class History:
    """What each epoch left, one entry an epoch.  Runs that agree bit for bit compare equal.

    J: the objective, mean over the epoch's examples, each batch as it was met.  error: what the
    monitor saw on the validation split; None without one.  lr, momentum: as the epoch began;
    momentum None where the optimizer has none.  best_epoch: the first of the lowest error.
    """
    epoch: list = field(default_factory=list)
    J: list = field(default_factory=list)
    error: list = field(default_factory=list)
    lr: list = field(default_factory=list)
    momentum: list = field(default_factory=list)
    best_epoch: int | None = None
    stopped_early: bool = False
    seconds: list = field(default_factory=list, compare=False)

    def finished(self, epochs):
        """Whether a run of so many epochs is over."""
        return self.stopped_early or len(self.epoch) >= epochs


def check_history(found):
    """found as the fields of a History: lists of one length, the best epoch among them.

    ValueError otherwise.
    """
    lists = [name for name, value in vars(History()).items() if isinstance(value, list)]
    if not isinstance(found, dict) or found.keys() != vars(History()).keys():
        raise ValueError("its fields are not those of a History")
    if not all(isinstance(found[name], list) for name in lists):
        raise ValueError("no lists, epoch by epoch")
    if not all(_is_entry(entry, name) for name in lists for entry in found[name]):
        raise ValueError("entries that are no numbers")
    epochs, best = range(1, len(found["epoch"]) + 1), found["best_epoch"]
    if found["epoch"] != [*epochs] or {len(found[name]) for name in lists} != {len(epochs)}:
        raise ValueError("lists of other lengths than its epochs")
    if best is not None and best not in epochs:
        raise ValueError(f"best epoch {best!r} of {len(epochs)}")


def _is_entry(entry, name):
    """A number; None where there was no validation, or an optimizer without momentum."""
    if entry is None:
        return name in ("error", "momentum")
    return isinstance(entry, (int, float)) and not isinstance(entry, bool)


def fit(net, train, *, objective, epochs, rng, optimizer=None, batch_size=100, valid=None,
        monitor="error", monitor_eps=.25, patience=None, target=None, checkpoint=None,
        snapshots=None, progress=None):
    """Train net, in place.  -> History

    train, valid: (x (N, D), y (N,)), such as a Split.  objective(net, x, y, rng) -> J, {name:
    gradient}; bind its options with functools.partial.  optimizer: by default SGD(); it is
    started anew, its lr and momentum with it.
    monitor: what is watched on valid, "error" on its clean examples, "adversarial_error" on their
    FGSM at monitor_eps (the objective's own eps is bound to it with functools.partial), "loss", J
    of the clean ones, or "objective", with masks and noise drawn aside.  With valid, the net ends
    with the parameters of the epoch in which it was lowest, not of the last one.  patience: stop
    when so many epochs have brought no lower one.  target: stop when it has come down to this.

    checkpoint: a path. If the file exists, training goes on from there and ends in the bits of a
    run that was never interrupted (by the same kernels); a finished run returns at once, and goes
    on if asked for more epochs, unless patience or target ended it.  snapshots: {epoch: path},
    where net is saved as well at the epochs that this call comes to.  progress: a Progress.
    ValueError: a wrong argument; a checkpoint that is damaged or of another recipe.  UserWarning:
    pixels that look as if they went to 255.
    FloatingPointError: J, a gradient or a parameter became NaN or infinite, or what is
    monitored NaN.
    """
    train = doors.check_data(net, train, "train")
    valid = None if valid is None else doors.check_data(net, valid, "valid")
    optimizer = optim.SGD() if optimizer is None else doors.check_optimizer(optimizer)
    options = doors.check_options(
        net, objective, epochs, rng, valid, batch_size=batch_size, monitor=monitor,
        monitors=tuple(MONITORS), monitor_eps=monitor_eps, patience=patience, target=target)
    patience, target = options["patience"], options["target"]            # of Python's own numbers
    doors.check_progress(progress)
    if checkpoint is not None:
        doors.check_path(checkpoint)
    snapshots = doors.check_snapshots(snapshots, checkpoint)
    optimizer.start(net.parameters())
    run, store = Run(net, optimizer, rng, History(), best={}), None
    if checkpoint is not None:
        store = Checkpoint(checkpoint, recipe(run, train, valid, objective, options))
        store.resume(run, epochs)
    step = fused.stepper(net, optimizer, objective) or _step_by_definition(run, objective)
    with contextlib.closing(Pace(progress, run.history, epochs, len(train[0]), monitor)) as pace:
        while not run.history.finished(epochs):
            before = time.monotonic(), optimizer.lr, getattr(optimizer, "momentum", None)
            J = _train_one_epoch(run, train, step, batch_size, pace)
            error = None if valid is None else _monitored(run, valid, monitor, monitor_eps,
                                                          objective)
            _record(run, J, error, *before, patience, target)
            _save_snapshot(net, snapshots, len(run.history.epoch))
            if store:
                store.save(run, now=run.history.finished(epochs))
    if run.best:
        models.assign(net, run.best, "the best epoch")
    return run.history


@np.errstate(over="ignore", invalid="ignore")         # raised below, and with its place
def _train_one_epoch(run, train, step, batch_size, pace):
    """Every example once, in an order drawn anew.  -> J, the mean over them"""
    x, y = train
    order, J_sum = run.rng.permutation(len(x)), 0.0
    for start in range(0, len(x), batch_size):
        rows = order[start:start + batch_size]
        with divergence.saying_where(run, f"in step {start // batch_size + 1}", x):
            J = step(x[rows], y[rows], run.rng)
            divergence.check_finite({"J": np.array([J])})
        J_sum += J * len(rows)
        pace.show(start + len(rows), J_sum)
    with divergence.saying_where(run, "by its end", x):
        divergence.check_finite(run.net.parameters())
    run.optimizer.end_epoch()
    return J_sum / len(x)


def _step_by_definition(run, objective):
    """A step of training, for every model, objective and optimizer.  -> step(x, y, rng) -> J"""
    parameters = run.net.parameters()

    def step(x, y, rng):
        with divergence.hearing_attacks(run.net, x, y):
            J, grads = checks.check_step(objective(run.net, x, y, rng), parameters)
        divergence.check_finite(grads)
        run.optimizer.update(parameters, grads)
        return J
    return step


def _record(run, J, error, began, lr, momentum, patience, target):
    """Enter an epoch into the history; keep its parameters if they are the best so far."""
    history, epoch = run.history, len(run.history.epoch) + 1
    history.epoch.append(epoch)
    history.J.append(J)
    history.error.append(error)
    history.lr.append(lr)
    history.momentum.append(momentum)
    history.seconds.append(time.monotonic() - began)
    if error is None:
        return
    if history.best_epoch is None or error < history.error[history.best_epoch - 1]:
        history.best_epoch = epoch
        run.keep_best()
    history.stopped_early = (patience is not None and epoch - history.best_epoch >= patience
                             or target is not None and error <= target)


def _save_snapshot(net, snapshots, epoch):
    """Before the checkpoint is written: a run killed in between saves the same snapshot again."""
    if epoch in snapshots:
        net.save(snapshots[epoch])


# -- monitors: what the best epoch is chosen by; without dropout, but for the objective

def _error(net, x, y, eps, objective, rng):
    """The clean error; the other arguments play no part."""
    return metrics.error(net, x, y)


def _adversarial_error(net, x, y, eps, objective, rng):
    """The error on the FGSM of every example, made on the net as it is now."""
    return metrics.error(net, attacks.fgsm(net, x, y, eps=eps), y)


def _loss(net, x, y, eps, objective, rng):
    """J of the clean examples."""
    return float(net.loss(x, y))


def _objective(net, x, y, eps, objective, rng):
    """What training minimises, under dropout: what pylearn2 monitors by this name."""
    return mean_objective(net, x, y, objective=objective, rng=rng)


MONITORS = {"error": _error, "adversarial_error": _adversarial_error, "loss": _loss,
            "objective": _objective}


@np.errstate(over="ignore", invalid="ignore")
def _monitored(run, valid, monitor, eps, objective):
    """What the monitor sees; a net that diverged is told as such."""
    with (divergence.saying_where(run, "on the validation split", valid[0]),
          divergence.hearing_attacks(run.net, *valid)):
        seen = MONITORS[monitor](run.net, *valid, eps, objective, _aside(run.rng))
        if np.isnan(seen):                       # no later epoch would be below it
            raise divergence.NotFinite(f"what {monitor!r} monitors")
        return seen


def mean_objective(net, x, y, *, objective, rng, batch_size=1_000):
    """The mean of the objective over examples, its masks and noise drawn from rng.  -> float"""
    starts = range(0, len(x), batch_size)
    batches = [(x[start:start + batch_size], y[start:start + batch_size]) for start in starts]
    J = [objective(net, *batch, rng)[0] for batch in batches]
    return float(np.average(J, weights=[len(batch[1]) for batch in batches]))


def _aside(rng):
    """A generator that follows from where rng stands and leaves it there."""
    return np.random.default_rng(copy.deepcopy(rng).integers(2 ** 63))
