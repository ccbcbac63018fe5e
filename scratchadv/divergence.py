"""Training that diverged: which array is not finite, in which epoch, what is likely to help."""
import contextlib

import numpy as np

LARGE = 16                                       # what pixels from 0 to 1 are far below


class NotFinite(ArithmeticError):
    """Its message is the name of the array."""


def check_finite(arrays):
    """A sum of squares looks at every entry in one pass: it is finite only if all of them are."""
    for name, array in arrays.items():
        flat = array.ravel("K")
        if not np.isfinite(flat @ flat) and not np.isfinite(flat).all():     # not just large
            raise NotFinite(name)


@contextlib.contextmanager
def hearing_attacks(net, x, y):
    """An attack refuses a net whose direction is NaN: then raise what is not finite on x and y."""
    try:
        yield
    except ValueError:
        J, grad_x, grads = net.loss_and_grads(x, y)
        check_finite({"J": np.array([J]), "grad_x": grad_x, **grads,
                      "the attack's direction": net.float32_direction(x, y)})
        raise


@contextlib.contextmanager
def saying_where(run, when, x):
    """Raise what diverged with its place, and what is likely to help."""
    try:
        yield
    except NotFinite as name:
        largest, pixels = np.abs(x).max(), ""
        if largest > LARGE:
            pixels = f"; x reaches {largest:g}: divide 8-bit pixels by 255"
        raise FloatingPointError(
            f"training diverged: {name} became NaN or infinite in epoch "
            f"{len(run.history.epoch) + 1}, {when}, at lr {run.optimizer.lr:g}; "
            f"try a lower learning rate{pixels}") from None
