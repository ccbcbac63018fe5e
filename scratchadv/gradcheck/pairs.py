"""A pair as a Subject, and the rules of the house that it must keep before numbers are compared."""
import contextlib
import inspect
import math
import warnings

import numpy as np

from scratchadv import checks
from scratchadv.gradcheck.subjects import Misfit, Subject, name_of, pieces_by_name


def pair_subject(forward, backward, args, data, pieces):
    """forward(*args, *data) -> out, cache; backward(u, cache) -> gradients in the order of args."""
    title = name_of(forward)
    args = dict(zip(_names(forward, args, data), args))
    args = {name: _real(value, name) for name, value in args.items()}
    parameters_of(backward, (None, None), "backward must take two things, grad_out and cache")

    def run(values):
        out, cache = _two(_leaving_alone(forward, *values.values(), *data))
        return out, [pieces(cache)] if pieces else pieces_by_name(title, cache)

    def gradients(values, u):
        _, cache = _two(_leaving_alone(forward, *values.values(), *data))
        grads = _joined(_leaving_alone(backward, u, cache))
        _run_elsewhere(forward, values.values(), data)
        if not _the_same_again(lambda: _joined(backward(u, cache)), grads):
            raise Misfit("backward must take all it needs from its cache, and leave that as it is: "
                         "its gradients changed once forward had run at another point in between")
        return dict(zip(args, grads)) if len(grads) == len(args) else dict(enumerate(grads))

    return Subject(title, args, run, gradients)


def _names(forward, args, data):
    """The names of args.  ValueError: arrays that forward does not take, or none, or empty ones.
    """
    shapes = [checks.as_array(value, f"args[{i}]").shape for i, value in enumerate(args)]
    if not shapes or not all(map(math.prod, shapes)):
        raise ValueError("args must hold at least one array, and none that is empty, got "
                         f"shapes {shapes}")
    parameters = parameters_of(
        forward, (*args, *data), "args and data must be what "
        f"{getattr(forward, '__name__', 'forward')} takes, in its order, got {len(args)} and "
        f"{len(data)}")
    names = [name for name, parameter in parameters.items()
             if parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD)]
    return [*names, *(f"argument {i}" for i in range(len(names), len(args)))][:len(args)]


def parameters_of(function, args, wanted):
    """The parameters of function, by name.  ValueError: it does not take args, or hides what it
    takes, as some builtins do.
    """
    try:
        signature = inspect.signature(function)
        signature.bind(*args)
    except (TypeError, ValueError) as error:
        raise ValueError(f"{wanted} ({error})") from error
    return signature.parameters


def _real(value, name):
    """A float64 copy.  ValueError: what is no real number cannot be differentiated in."""
    given = np.asarray(value)
    if given.dtype.kind not in "fiub":
        raise ValueError(f"{name} must hold real numbers, got dtype {given.dtype}; what a pair is "
                         "not differentiated in goes into data")
    return np.array(given, np.float64)


def _two(result):
    """What forward returned, a tuple of two, the first an array of numbers; Misfit otherwise."""
    if not isinstance(result, tuple) or len(result) != 2:
        raise Misfit(f"forward must return two things, out and cache, got {type(result).__name__}"
                     + (f" of {len(result)}" if isinstance(result, tuple) else ""))
    out, cache = result
    numeric = isinstance(out, (np.ndarray, np.generic, float, int, complex))
    if not numeric or np.asarray(out).dtype.kind not in "fiubc":
        raise Misfit("forward must return out as an array of numbers, got "
                     f"{type(out).__name__}")
    return out, cache


def _joined(grads):
    """The gradients as a tuple; a single one comes bare.  Misfit: a dict, as if of a network."""
    if isinstance(grads, dict):
        raise Misfit("backward must return its gradients in the order of args, as a tuple or, of "
                     "one, alone; got a dict")
    return tuple(grads) if isinstance(grads, (tuple, list)) else (grads,)


def _run_elsewhere(forward, values, data):
    """forward close by, in nobody's interest; where that is out of its domain, not at all."""
    with contextlib.suppress(Exception), np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        forward(*(value + 1e-3 * (1 + np.abs(value)) for value in values), *data)


def _the_same_again(gradients, before):
    try:
        return all(map(_equal, gradients(), before))
    except Exception:                                # a cache that was used up
        return False


def _equal(a, b):
    return np.array_equal(a, b, equal_nan=np.asarray(a).dtype.kind in "fc")


def _leaving_alone(function, *args):
    """function(*args).  Misfit where it writes into an array that it was given."""
    before = [np.array(value) if isinstance(value, np.ndarray) else None for value in args]
    result = function(*args)
    names = [*inspect.signature(function).parameters]
    changed = [name for name, old, new in zip(names, before, args)
               if old is not None and not _equal(old, new)]
    if changed:
        raise Misfit(f"{name_of(function)} must leave its arguments as they are, it changed "
                     f"{', '.join(changed)}; work on a copy")
    return result
