"""Pair, Network and objective as one thing: named arguments, f, and the gradients of <u, f>."""
import contextlib
import inspect
import warnings
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from scratchadv import checks

PIECES = {                   # a layer or pair -> what in its cache tells on which piece it was
    "max_pieces": lambda cache: cache[0],
    "maxout": lambda cache: cache[1][0],
    "relu": lambda cache: cache > 0,
    "scaled": lambda cache: np.abs(cache[0]).argmax(axis=1),
}
FOLLOWED = {                 # an objective whose eta moves with theta -> what in it does not
    "rotation": lambda eta: (),
    "scaled_gradient": lambda eta: np.abs(eta).argmax(axis=1),
}


class Subject(NamedTuple):
    """What is checked. Pieces are a list of arrays, constant between the kinks of f."""

    title: str
    args: dict               # {name: float64 array}
    forward: Callable        # args -> out, pieces
    backward: Callable       # args, u -> {name: gradient}


def name_of(forward):
    """"maxout" for maxout_forward."""
    return getattr(forward, "__name__", "pair").removesuffix("_forward")


def _float64(value):
    return np.array(value, np.float64)


class Misfit(Exception):
    """A pair breaks the rules of the house before any number is compared; says how."""


# -- a pair

def pair_subject(forward, backward, args, data, pieces):
    """forward(*args, *data) -> out, cache; backward(u, cache) -> gradients in the order of args."""
    title = name_of(forward)
    names = _names(forward, args, data)

    def run(values):
        out, cache = _two(_leaving_alone(forward, *values.values(), *data))
        return out, [pieces(cache)] if pieces else _pieces_by_name(title, cache)

    def gradients(values, u):
        _, cache = _two(_leaving_alone(forward, *values.values(), *data))
        grads = _joined(_leaving_alone(backward, u, cache))
        _run_elsewhere(forward, values.values(), data)
        if not _the_same_again(lambda: _joined(backward(u, cache)), grads):
            raise Misfit("backward must take all it needs from its cache, and leave that as it is: "
                         "its gradients changed once forward had run at another point in between")
        return dict(zip(names, grads)) if len(grads) == len(names) else dict(enumerate(grads))

    return Subject(title, dict(zip(names, map(_float64, args))), run, gradients)


def _names(forward, args, data):
    """The names of args.  ValueError: arrays that forward does not take, or none, or empty ones.
    """
    if not args or not all(np.size(value) for value in args):
        raise ValueError("args must hold at least one array, and none that is empty, got "
                         f"shapes {[np.shape(value) for value in args]}")
    signature = inspect.signature(forward)
    try:
        signature.bind(*args, *data)
    except TypeError as error:
        raise ValueError(f"args and data must be what {getattr(forward, '__name__', 'forward')} "
                         f"takes, in its order, got {len(args)} and {len(data)} ({error})"
                         ) from error
    names = [name for name, parameter in signature.parameters.items()
             if parameter.kind in (parameter.POSITIONAL_ONLY, parameter.POSITIONAL_OR_KEYWORD)]
    return [*names, *(f"argument {i}" for i in range(len(names), len(args)))][:len(args)]


def _pieces_by_name(title, cache):
    """What PIECES finds in the cache of a pair of that name, if it is laid out as ours is."""
    if title not in PIECES:
        return []
    try:
        pieces = np.asarray(PIECES[title](cache))
    except (TypeError, ValueError, LookupError, AttributeError):   # another's, of the same name
        return []
    return [pieces] if pieces.dtype.kind in "bi" else []


def _two(result):
    """What forward returned, a tuple of two; Misfit otherwise."""
    if not isinstance(result, tuple) or len(result) != 2:
        raise Misfit(f"forward must return two things, out and cache, got {type(result).__name__}"
                     + (f" of {len(result)}" if isinstance(result, tuple) else ""))
    return result


def _joined(grads):
    """The gradients as a tuple; a single one comes bare."""
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


# -- a network

class _Watched:
    """A layer that notes, at each forward pass, `what(x, cache)` in a log; all else it hands on."""

    def __init__(self, layer, log, what):
        self._layer, self._log, self._what = layer, log, what

    def __getattr__(self, name):
        return getattr(self._layer, name)

    def forward(self, x, mask=None):
        out, cache = self._layer.forward(x, mask)
        self._log += self._what(x, cache)
        return out, cache


def _watched_copy(net, watch_input=None):
    """A float64 copy of net, and the log of its layers' pieces (and of watch_input(x) of each)."""
    net, log = net.astype(np.float64), []

    def pieces_of(kind):
        return lambda x, cache: [PIECES[kind](cache)] if kind in PIECES else []

    net.layers = [_Watched(layer, log, pieces_of(layer.kind)) for layer in net.layers]
    if watch_input:
        net.layers[0] = _Watched(net.layers[0], log, lambda x, cache: [watch_input(x)])
    return net, log


def _assign(net, values):
    for name, parameter in net.parameters().items():
        parameter[...] = values[name]


def network_subject(net, x, y, masks):
    """J(theta, x, y) of a Network, in x and every parameter.

    grad_x comes twice, from the whole backward pass and, for attacks, alone: they must be one.
    """
    net, log = _watched_copy(net)

    def run(values):
        _assign(net, values)
        log.clear()
        s, _ = net.forward(values["x"], masks)
        return net.loss_function.forward(s, y)[0], list(log)

    def gradients(values, u):
        _assign(net, values)
        _, grad_x, grads = net.loss_and_grads(values["x"], y, masks=masks)
        s, caches = net.forward(values["x"], masks)
        _, loss_cache = net.loss_function.forward(s, y)
        alone = net.backward_to_input(net.loss_function.backward(1.0, loss_cache), caches)
        if np.shape(alone) != np.shape(grad_x) or np.isfinite(grad_x).all() and not np.allclose(
                alone, grad_x, rtol=0, atol=1e-10 * np.abs(grad_x).max()):
            raise Misfit("grad_x alone, from which attacks are made, must be what the whole "
                         "backward pass gives: a layer's grad_x differs from its backward")
        return {name: u * grad for name, grad in {"x": grad_x, **grads}.items()}

    title = net.spec.get("model", "network")
    return Subject(title, {"x": _float64(x), **_copies(net)}, run, gradients)


# -- an objective

def objective_subject(objective, net, x, y, seed):
    """J of objective(net, x, y, rng), in every parameter, the same generator at each evaluation.

    The paper takes x + eta as a constant when it differentiates, and it is one as long as no sign
    in eta changes: so the input of the network counts as a piece, beside those of its layers. Of an
    eta through which the gradient flows only what FOLLOWED says does.
    """
    title, x = name_of(getattr(objective, "func", objective)), _float64(x)
    followed = FOLLOWED.get(_innermost(objective))
    net, log = _watched_copy(net, lambda seen: followed(seen - x) if followed else seen)

    def step():
        result = objective(net, x, y, np.random.default_rng(seed))
        try:
            return checks.check_step(result, net.parameters())
        except ValueError as error:
            raise Misfit(str(error)) from error

    def run(values):
        _assign(net, values)
        log.clear()
        return step()[0], list(log)

    def gradients(values, u):
        _assign(net, values)
        return {name: u * grad for name, grad in step()[1].items()}

    return Subject(title, _copies(net), run, gradients)


def _innermost(objective):
    """The name of the objective to which l1 and its like add a term."""
    while "objective" in getattr(objective, "keywords", ()):
        objective = objective.keywords["objective"]
    return name_of(getattr(objective, "func", objective))


def _copies(net):
    return {name: parameter.copy() for name, parameter in net.parameters().items()}
