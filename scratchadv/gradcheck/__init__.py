"""Gradient checks: what backward says against what forward does, in float64.

    print(check(maxout_forward, maxout_backward, (x, W, b), rng=rng))     a pair
    print(check(net, x=x, y=y, rng=rng))                 J of a Network, in x and all parameters
    print(check(objective, net=net, x=x, y=y, rng=rng))  an objective (net, x, y, rng) -> J, grads

Two questions are put to f and to the gradients J'u that backward returns (J is the Jacobian of f,
u has the shape of f):

    adjoint identity   <u, J v> = <J'u, v> along random directions v through all arguments at
                       once: a few forward passes at any size.
                       Error |a - b| / (|u||Jv| + |v||J'u|), less than 1e-8.
    entry by entry     J'u against the derivative of <u, f> along one entry at a time, which names
                       the culprit. Error |analytic - numeric| / max(|analytic|, |numeric|,
                       FLOOR times the largest of its argument), less than 1e-6; the mean over
                       many examples has small gradients, and there the rounding of f, which does
                       not shrink with them, may excuse more.

A difference taken across a kink is the slope of neither side. Entries along which a winning
piece, the branch of a ReLU, the sign of a perturbation or of a weight in an l1 norm changes within
the step are counted and left out.
"""
import functools

import numpy as np

from scratchadv import checks
from scratchadv.gradcheck.derivatives import (COMPLEX_STEP, central_difference, complex_step,
                                              rounding)
from scratchadv.gradcheck.pairs import pair_subject, parameters_of
from scratchadv.gradcheck.report import (ADJOINT_TOLERANCE, DIRECTIONS, ENTRY_TOLERANCE, FLOOR,
                                         REDRAWS, Entry, Report)
from scratchadv.gradcheck.subjects import (PIECES, Misfit, name_of, network_subject,
                                           objective_subject)

__all__ = ["ADJOINT_TOLERANCE", "COMPLEX_STEP", "ENTRY_TOLERANCE", "FLOOR", "PIECES", "Entry",
           "Report", "central_difference", "check", "complex_step"]


def check(subject, backward=None, args=(), *, rng, data=(), net=None, x=None, y=None, masks=None,
          pieces=None, derivative=None, entries=500, zeros_allowed=.5):
    """Check a pair, a Network or an objective, as this module's first lines show.  -> Report.

    args: what a pair is differentiated in; data: what its forward takes after them (labels, masks).
    masks: dropout masks for a Network; an objective gets the same generator at every evaluation,
    and so draws the same masks.  pieces: for a piecewise pair that PIECES does not list, or with
    another cache than ours, cache -> array that is constant between kinks.  derivative: of a pair
    central_difference or, if it is analytic and takes complex numbers, complex_step; by default the
    latter for our pairs of COMPLEX_STEP.  entries: how many of each argument to compare, drawn at
    random where it has more.  zeros_allowed: the share of comparisons of 0 with 0 that may pass.
    All is computed in float64 copies: nothing of the caller's is modified.
    A pair that writes into its arguments, or remembers anything but its cache, does not pass. Nor
    do hidden_additive and hidden_rotation of hidden layers, whose gradient holds eta, which
    differences do not: `scratchadv gradcheck` checks them with theirs held.
    ValueError: no functions, or none that take what they are given; args or data that are no
    tuple, or not what forward takes; args that are no real numbers; x or y that do not fit a
    Network, or are not named beside it; options of another kind of subject.
    """
    subject, derivative = _as_subject(subject, backward, args, data, net, x, y, masks, pieces, rng,
                                      derivative)
    checks.check_count(entries, "entries")
    checks.check_number(zeros_allowed, "zeros_allowed", low=0, high=1)
    report = functools.partial(Report, subject.title, derivative.__name__.replace("_", " "))
    try:
        out, pieces = subject.forward(subject.args)
        u = rng.standard_normal(np.shape(out))
        misfits = _misfits(subject.args, subject.backward(subject.args, u))
    except Misfit as misfit:
        misfits = [str(misfit)]
    if misfits:
        return report(misfits=misfits)

    def along(v):
        return derivative(functools.partial(_moved, subject, v), pieces)

    adjoint_error, redrawn = _adjoint(subject, along, rng)
    compared, kinks = _entries(subject, along, u, rng, entries)
    return report(adjoint_error=adjoint_error, redrawn=redrawn, compared=compared, kinks=kinks,
                  size=sum(value.size for value in subject.args.values()),
                  zeros_allowed=zeros_allowed,
                  rounding=rounding(derivative) * np.linalg.norm(u) * np.linalg.norm(out))


def _as_subject(subject, backward, args, data, net, x, y, masks, pieces, rng, derivative):
    """-> Subject, and the derivative to take of it."""
    checks.check_rng(rng)
    positional = backward is not None or len(args)
    if positional and (net is not None or hasattr(subject, "parameters")):
        raise ValueError("x and y beside a Network must be named: check(net, x=x, y=y, rng=rng), "
                         "check(objective, net=net, x=x, y=y, rng=rng)")
    if derivative not in (None, central_difference, complex_step):
        raise ValueError("derivative must be gradcheck.central_difference or "
                         f"gradcheck.complex_step, got {checks.describe(derivative)}")
    kind = ("an objective" if net is not None else
            "a Network" if hasattr(subject, "parameters") else "a pair")
    _refuse_options_of_another(kind, masks=masks is not None, pieces=pieces is not None,
                               data=not isinstance(data, (tuple, list)) or len(data) > 0,
                               derivative=derivative is complex_step,
                               x=x is not None, y=y is not None)
    if kind == "an objective":
        checks.check_net(net, ("loss_and_grads",))
        parameters_of(subject, ("net", "x", "y", "rng"), "an objective must be called as "
                      "objective(net, x, y, rng), its options bound by functools.partial")
        subject = objective_subject(subject, net, *_examples(net, x, y), seed=rng.integers(2 ** 63))
    elif kind == "a Network":
        subject = network_subject(subject, *_examples(subject, x, y), masks)
    else:
        if not callable(subject) or not callable(backward):
            raise ValueError("a pair must be two functions, forward(*args) -> out, cache and "
                             "backward(grad_out, cache) -> gradients, got "
                             f"{subject!r} and {backward!r}")
        for name, value in (("args", args), ("data", data)):
            if not isinstance(value, (tuple, list)):
                raise ValueError(f"{name} must be a tuple of what the pair takes, got "
                                 f"{type(value).__name__}; of one write ({name[0]},)")
        derivative = derivative or _derivative_of(subject)
        subject = pair_subject(subject, backward, args, data, pieces)
        return subject, derivative
    return subject, derivative or central_difference


OPTIONS = {"a pair": ("data", "pieces", "derivative"), "a Network": ("x", "y", "masks"),
           "an objective": ("x", "y")}
INSTEAD = {("masks", "a pair"): "; what forward takes after args goes into data",
           ("masks", "an objective"): "; an objective draws its own",
           ("x", "a pair"): "; what a pair is differentiated in goes into args",
           ("y", "a pair"): "; what forward takes after args goes into data"}


def _refuse_options_of_another(kind, **given):
    """ValueError: options that a check of this kind would not look at."""
    for name in given:
        if given[name] and name not in OPTIONS[kind]:
            whose = " and ".join(other for other in OPTIONS if name in OPTIONS[other])
            raise ValueError(f"{name} must be left out, it is an option of {whose} alone, got "
                             f"it beside {kind}{INSTEAD.get((name, kind), '')}")


def _derivative_of(forward):
    """complex_step for our own pairs of COMPLEX_STEP; others of these names may cut Im off."""
    ours = getattr(forward, "__module__", None) or ""
    analytic = ours.startswith("scratchadv.") and name_of(forward) in COMPLEX_STEP
    return complex_step if analytic else central_difference


def _examples(net, x, y):
    x = checks.check_inputs(x, net.n_inputs)
    return x, checks.check_targets(y, len(x), net.n_classes)


def _misfits(args, grads):
    """Sentences about gradients that are missing or have the wrong shape."""
    if len(grads) != len(args):
        return [f"backward must return {len(args)} gradients ({', '.join(args)}), got {len(grads)}"]
    return [f"the gradient of {name} must have shape {value.shape}, got {np.shape(grads[name])}"
            for name, value in args.items() if np.shape(grads[name]) != value.shape]


def _adjoint(subject, along, rng):
    """The largest error over DIRECTIONS draws, and how many met a kink and were drawn again."""
    errors, redrawn = [], 0
    while len(errors) < DIRECTIONS and redrawn < REDRAWS:
        v = {name: rng.standard_normal(value.shape) for name, value in subject.args.items()}
        length = _norm(v)
        v = {name: value / length for name, value in v.items()}
        Jv, smooth = along(v)
        if smooth:
            u = rng.standard_normal(np.shape(Jv))
            errors.append(_adjoint_error(u, Jv, v, subject.backward(subject.args, u)))
        else:
            redrawn += 1
    return (np.max(errors) if len(errors) == DIRECTIONS else np.nan), redrawn


def _adjoint_error(u, Jv, v, grads):
    """|a - b| / (|u||Jv| + |v||J'u|), a = <u, Jv>, b = <J'u, v>."""
    a, b = np.sum(u * Jv), sum(np.sum(grads[name] * v[name]) for name in v)
    scale = np.linalg.norm(u) * np.linalg.norm(Jv) + _norm(v) * _norm(grads)
    return 0.0 if scale == 0 else abs(a - b) / scale


def _norm(arrays):
    return np.sqrt(sum(np.sum(np.square(value)) for value in arrays.values()))


def _entries(subject, along, u, rng, most):
    """-> [Entry, ...], and how many entries were left out because of a kink."""
    compared, kinks = [], 0
    grads = subject.backward(subject.args, u)
    for name, value in subject.args.items():
        floor = FLOOR * np.abs(grads[name]).max()
        chosen = range(value.size) if value.size <= most else rng.choice(value.size, most, False)
        for flat in chosen:
            index = tuple(map(int, np.unravel_index(flat, value.shape)))
            v = np.zeros(value.shape)
            v[index] = 1
            Jv, smooth = along({name: v})
            if smooth:
                compared.append(Entry.of(name, index, grads[name][index], np.sum(u * Jv), floor))
            else:
                kinks += 1
    return compared, kinks


def _moved(subject, v, t):
    """f at args + t v, where v may name some of the arguments only.  -> out, pieces"""
    return subject.forward({name: value + t * v[name] if name in v else value
                            for name, value in subject.args.items()})
