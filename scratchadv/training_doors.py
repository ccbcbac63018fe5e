"""The doors of training.fit: what it is given, checked before the first step is made."""
import functools
import os
import warnings
from pathlib import Path

from scratchadv import checks, files, hidden_perturbation, objectives
from scratchadv.divergence import LARGE

HIDDEN = hidden_perturbation.hidden_additive, hidden_perturbation.hidden_rotation


def check_data(net, data, name):
    """-> x (N, D) in the parameters' dtype, y (N,).  Warns of pixels that nobody has scaled."""
    checks.check_net(net, ("loss_and_grads",))
    if not isinstance(data, tuple) or len(data) != 2:
        raise ValueError(f"{name} must be a pair (x, y), such as load_mnist gives, "
                         f"got {type(data).__name__}")
    x = checks.check_inputs(data[0], net.n_inputs, f"{name}.x")
    largest = max(x.max(), x.min(), key=abs)
    if abs(largest) > LARGE:
        warnings.warn(f"{name}.x reaches {largest:g}; pixels are expected from 0 to 1, as every "
                      "eps and recipe here assumes: divide 8-bit pixels by 255", stacklevel=3)
    x = x.astype(net.dtype, copy=False)
    return x, checks.check_targets(data[1], len(x), net.n_classes, f"{name}.y")


def check_optimizer(optimizer):
    """The optimizer, as it came."""
    if isinstance(optimizer, type) or not hasattr(optimizer, "end_epoch"):
        raise ValueError("optimizer must be an optimizer object, such as optim.SGD(lr=.1), "
                         f"got {checks.describe(optimizer)}")
    return optimizer


def check_path(checkpoint):
    """The path of a file."""
    if not _is_file_path(checkpoint):
        raise ValueError(f"checkpoint must be the path of a file, or None, got {checkpoint!r}")


def check_progress(progress):
    """A Progress or None."""
    if progress is not None and (isinstance(progress, type) or not hasattr(progress, "update")):
        raise ValueError("progress must be a progress.Progress, such as Progress(sys.stderr), "
                         f"got {progress!r}")


def check_snapshots(snapshots, checkpoint=None):
    """-> {epoch: path}, empty for None.  ValueError too where one cannot be written: better now."""
    snapshots = {} if snapshots is None else snapshots
    if not isinstance(snapshots, dict):
        raise ValueError(f"snapshots must be a dict {{epoch: path}}, got {snapshots!r}")
    for epoch, path in snapshots.items():
        checks.check_count(epoch, "an epoch of snapshots")
        if not _is_file_path(path) or not Path(path).absolute().parent.is_dir():
            raise ValueError(f"snapshots[{epoch}] must be the path of a file in a folder that is "
                             f"there, got {path!r}")
        if checkpoint is not None and Path(path).resolve() == Path(checkpoint).resolve():
            raise ValueError(f"snapshots[{epoch}] must be another file than checkpoint, got "
                             f"{path!r} for both")
        try:
            files.try_writing(path)
        except OSError as error:
            raise ValueError(f"snapshots[{epoch}] must be a path that can be written, got "
                             f"{path!r} ({error.strerror})") from error
    return snapshots


def _is_file_path(path):
    """Whether it may name a file: a text or a Path, not empty, and no folder."""
    return (isinstance(path, (str, os.PathLike)) and 0 < len(os.fspath(path))
            and "\0" not in str(path) and not os.path.isdir(path))


def check_objective(net, objective):
    """objectives.check_objective; layers that this net has."""
    objectives.check_objective(objective)
    if isinstance(objective, functools.partial) and objective.func in HIDDEN:
        hidden_perturbation.check_layers(net, objective.keywords["layers"], "objective's layers")


def check_options(net, objective, epochs, rng, valid, *, batch_size, monitor, monitors, monitor_eps,
                  patience, target):
    """-> {name: value} of those that belong to the recipe and are plain."""
    check_objective(net, objective)
    checks.check_count(epochs, "epochs")
    checks.check_rng(rng)
    for name, value in (("patience", patience), ("target", target)):
        if value is not None and valid is None:
            raise ValueError(f"{name} must be None without a validation split, got {value!r}; "
                             "pass valid=(x, y) to stop early")
    monitor = checks.check_choice(monitor, "monitor", monitors)
    target = None if target is None else checks.check_number(target, "target", low=0)
    if target is not None and target > 1 and "error" in monitor:
        raise ValueError(f"target must be at most 1 where monitor is {monitor!r}, a share of the "
                         f"examples, got {target!r}; for 5 % write .05")
    return {"batch_size": checks.check_count(batch_size, "batch_size"),
            "monitor": monitor,
            "monitor_eps": checks.check_number(monitor_eps, "monitor_eps", low=0),
            "patience": None if patience is None else checks.check_count(patience, "patience"),
            "target": target}
