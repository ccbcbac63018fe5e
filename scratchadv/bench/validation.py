"""Before a contender is timed it must do what the definition does.

The same parameters, the same examples, the same masks, two steps (the second has a velocity); then
the parameters must agree. In float64, on a small network in which every dimension is different, to
rounding: 1e-9 of the update. In float32, at the size that is timed, two pieces or the sign of a
pixel's gradient may tie within rounding, and one example in the batch then goes another way: .05 of
the update, when one example of a hundred that is wholly wrong makes about .1.
N examples, D inputs.
"""
import numpy as np

from scratchadv import models
from scratchadv.bench.contenders import OBJECTIVES, OPTIONS, Definition

KINDS = tuple(OBJECTIVES)
UPDATE = {"float64": 1e-9, "float32": .05}       # of the update's length
PIXELS = {"float64": 0, "float32": .001}         # of all pixels, whose sign is another
LENGTH = .25                                     # of the update's length, for masks drawn inside


def validate(make, net, x, y):
    """make(net) -> contender.  ArithmeticError, with its name, where it is not the definition."""
    for kind in KINDS:
        check_step(make, small_network(), *small_digits(), kind)
        check_step(make, net, x, y, kind)
    check_masks_drawn_inside(make, net, x, y)
    check_attack_and_labels(make, small_network(), *small_digits())
    check_attack_and_labels(make, net, x, y)


def check_step(make, net, x, y, kind):
    """Two steps under the same masks leave the parameters that the definition leaves."""
    ours, definition = make(net), Definition(net)
    for seed in (1, 2):
        for contender in (ours, definition):
            contender.step_with_seed(kind, x, y, seed)
    start, wanted = flat(net.parameters()), flat(definition.parameters())
    wrong = length(flat(ours.parameters()) - wanted) / length(wanted - start)
    allowed = UPDATE[net.dtype.name]
    if not wrong <= allowed:                           # NaN is wrong too
        raise ArithmeticError(f"{ours.name}: its {kind} step in {net.dtype} is not the "
                              f"definition's: it differs by {wrong:.2g} of the update, "
                              f"at most {allowed:g} is rounding")


def check_masks_drawn_inside(make, net, x, y):
    """With masks of its own a step is as long as the definition's, from the same point."""
    for kind in KINDS:
        ours, definition = make(net), Definition(net)
        for contender in (ours, definition):
            contender.step(kind, x, y)
        start = flat(net.parameters())
        ratio = (length(flat(ours.parameters()) - start)
                 / length(flat(definition.parameters()) - start))
        if not abs(ratio - 1) <= LENGTH:
            raise ArithmeticError(f"{ours.name}: with masks of its own its {kind} step is "
                                  f"{ratio:.2f} times as long as the definition's")


def check_attack_and_labels(make, net, x, y):
    """FGSM moves the same pixels the same way, and the labels are the same."""
    ours, definition = make(net), Definition(net)
    moved, wanted = (np.sign(np.asarray(contender.fgsm(x, y)) - x)
                     for contender in (ours, definition))
    for what, share in (("FGSM", (moved != wanted).mean()),
                        ("label", (ours.labels(x) != definition.labels(x)).mean())):
        if not share <= PIXELS[net.dtype.name]:
            raise ArithmeticError(f"{ours.name}: its {what} is not the definition's in "
                                  f"{share:.2%} of all places")


# -- what it is tried on

def network(units, dtype=np.float32, *, D=784, K=5, C=10):
    """A maxout network in whose first layer max norm shortens about every other piece.

    The length of D weights from U(-init, init) is about init sqrt(D / 3).
    """
    init = OPTIONS["max_norm"] * (3 / D) ** .5
    return models.maxout_network(D, units, K, C, rng=np.random.default_rng(0), init=init,
                                 dtype=dtype)


def small_network():
    """D=7, M=6 and 5, K=3, C=4, float64."""
    return network((6, 5), np.float64, D=7, K=3, C=4)


def small_digits():
    """x: (11, 7), y: (11,)"""
    rng = np.random.default_rng(1)
    return rng.random((11, 7)), rng.integers(0, 4, 11)


def flat(parameters):
    """{name: array} -> one vector."""
    return np.concatenate([np.ravel(parameters[name]) for name in sorted(parameters)])


def length(vector):
    """l2norm(vector)"""
    return np.linalg.norm(vector)
