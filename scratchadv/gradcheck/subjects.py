"""What is checked, as one thing: named arguments, f, and the gradients of <u, f>.

A Network and an objective become a Subject here, a pair in pairs.py.
"""
from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from scratchadv import checks

PIECES = {                   # a pair, by name -> what in its cache tells on which piece it was
    "max_pieces": lambda cache: cache[0],
    "maxout": lambda cache: cache[1][0],
    "relu": lambda cache: cache > 0,
    "scaled": lambda cache: np.abs(cache[0]).argmax(axis=1),
    "adversarial_logistic": lambda cache: cache[1] > 0,
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


def name_of(function):
    """"maxout" for maxout_forward; of functools.partial the name of what it calls."""
    function = getattr(function, "func", function)
    return getattr(function, "__name__", "pair").removesuffix("_forward")


def pieces_by_name(name, cache):
    """What PIECES finds in the cache of a pair of that name, if it is laid out as ours is."""
    if name not in PIECES:
        return []
    try:
        pieces = np.asarray(PIECES[name](cache))
    except (TypeError, ValueError, LookupError, AttributeError):   # another's, of the same name
        return []
    return [pieces] if pieces.dtype.kind in "bi" else []


class Misfit(Exception):
    """A pair breaks the rules of the house before any number is compared; says how."""


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

    def pieces_of(layer):
        return lambda x, cache: pieces_by_name(name_of(layer.pair[0]), cache)

    net.layers = [_Watched(layer, log, pieces_of(layer)) for layer in net.layers]
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
    return Subject(title, {"x": np.array(x, np.float64), **_copies(net)}, run, gradients)


# -- an objective

def objective_subject(objective, net, x, y, seed):
    """J of objective(net, x, y, rng), in every parameter, the same generator at each evaluation.

    The paper takes x + eta as a constant when it differentiates, and it is one as long as no sign
    in eta changes: so the input of the network counts as a piece, beside those of its layers. Of an
    eta through which the gradient flows only what FOLLOWED says does. The signs of weights whose
    l1 norm is in J count as well.
    """
    title, x = name_of(objective), np.array(x, np.float64)
    chain = _chain(objective)
    followed, in_l1norm = FOLLOWED.get(name_of(chain[-1])), _in_l1norm(chain)
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
        return step()[0], [*log, *(values[name] > 0 for name in in_l1norm if name in values)]

    def gradients(values, u):
        _assign(net, values)
        return {name: u * grad for name, grad in step()[1].items()}

    return Subject(title, _copies(net), run, gradients)


def _chain(objective):
    """[objective, the one to which it adds a term, ...], as l1 and its like do."""
    inner = getattr(objective, "keywords", {}).get("objective")
    return [objective, *(_chain(inner) if inner else ())]


def _in_l1norm(chain):
    """The names of the parameters whose l1 norm objectives of ours add to J."""
    found = set()
    for objective in chain:
        if name_of(objective) in ("l1", "adversarial_logistic"):
            found |= {*getattr(objective, "keywords", {}).get("names", ("layer0.W",))}
    return found


def _copies(net):
    return {name: parameter.copy() for name, parameter in net.parameters().items()}
