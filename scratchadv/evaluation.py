"""One network under attack on one split, measured as a plain dict that is ready for JSON.

Keys are measure.variant. Measures: "error", a share with its Wilson interval; "confidence", the
mean over the mistakes (value None where there are none); "confidence_all", the mean over all.
Variants of FGSM: "exact", or "float32" for what we take for the paper's arithmetic, each with
    .predicted  the label the net predicts in place of the true one: no label leaks into the attack
    .clipped    the result clipped to [0, 1], of which the paper does not speak
    .predicted.clipped    both
    .rounded    clipped and rounded to k / 255, as an 8-bit image file would store it
"pgd20" is PGD with 20 steps.  An entry is {"value": number, "n": examples, "interval": [low, high]
or None}.  Without an attack: "clean_error", and "clean_confidence", over all; "zero_directions"
is the share of rows whose direction is 0 throughout.

N examples, D inputs.  ValueError: x or y that do not fit the net, x that is not finite, an option
out of its range, a net that returns NaN.
"""
import numpy as np

from scratchadv import checks, metrics
from scratchadv.attacks import doors, pgd, round_to_8_bits
from scratchadv.attacks.direction import loss_direction
from scratchadv.attacks.fgsm import sign_step

ARITHMETICS = ("exact", "float32")
PLAIN, CLIPPED = ("", -np.inf, np.inf), (".clipped", 0.0, 1.0)


def evaluate_clean(net, x, y):
    """Error, and confidence on all, without any attack.  x: (N, D), y: (N,) -> dict."""
    x, y = _check(net, x, y)
    return _clean(*metrics.outcome(net, x), y)


def evaluate_fgsm(net, x, y, *, eps):
    """FGSM in the max norm in every variant named above.  x: (N, D) in [0, 1], y: (N,) -> dict.

    Beside them clean_error, clean_confidence and zero_directions, the share of rows whose direction
    is 0 throughout.  The direction is computed once for each arithmetic; predicted labels change
    it only where the net is wrong, so only there is anything computed again.  [sec. 4]
    """
    x, y = _check(net, x, y)
    if x.min() < 0 or x.max() > 1:
        raise ValueError("x must hold pixels from 0 to 1, as its clipped and rounded variants need "
                         f"them, got values from {x.min()} to {x.max()}; divide 8-bit pixels by "
                         "255")
    eps = doors.check_eps(eps)
    predicted, sure = metrics.outcome(net, x)
    wrong = predicted != y
    results = _clean(predicted, sure, y)
    for direction in ARITHMETICS:
        g = loss_direction(net, x, y, direction=direction)
        results[f"zero_directions.{direction}"] = rate(~g.any(axis=1))
        results |= _variants(net, x, y, g, eps, direction, wrong, predicted)
    return results


def _variants(net, x, y, g, eps, direction, wrong, predicted):
    """The variants of one direction g, which was taken at the true labels.  -> dict"""
    results = {}
    if wrong.any():
        x_wrong = x[wrong]
        g_wrong = loss_direction(net, x_wrong, predicted[wrong], direction=direction)
    for clipped, low, high in (PLAIN, CLIPPED):
        x_adv = sign_step(x, g, eps, low, high)
        labels, sure = metrics.outcome(net, x_adv)
        results |= _summary(labels, sure, y, direction + clipped)
        if wrong.any():
            again = metrics.outcome(net, sign_step(x_wrong, g_wrong, eps, low, high))
            labels, sure = labels.copy(), sure.copy()
            labels[wrong], sure[wrong] = again
        results |= _summary(labels, sure, y, f"{direction}.predicted{clipped}")
    rounded = round_to_8_bits(sign_step(x, g, eps, 0.0, 1.0))
    return results | measure(net, rounded, y, f"{direction}.rounded")


def evaluate_pgd(net, x, y, *, eps, rng, steps=20, step=None, clip_min=None, clip_max=None):
    """PGD at the true labels: variant "pgd20" for 20 steps.  -> dict

    ".clipped" follows where a clip range is given.  Arguments as attacks.pgd's.
    """
    x, y = _check(net, x, y)
    x_adv = pgd(net, x, y, eps=eps, rng=rng, steps=steps, step=step, clip_min=clip_min,
                clip_max=clip_max)
    clipped = "" if clip_min is None and clip_max is None else ".clipped"
    return measure(net, x_adv, y, f"pgd{steps}{clipped}")


def transfer_error(source, target, x, y, *, eps):
    """FGSM examples made on the network source, tested on target: "exact", "float32".  -> dict

    The share is over all examples, whether or not source or target had them right before.  [sec. 6]
    """
    x, y = _check(source, *_check(target, x, y))
    eps = doors.check_eps(eps)
    results = {}
    for direction in ARITHMETICS:
        g = loss_direction(source, x, y, direction=direction)
        results |= measure(target, sign_step(x, g, eps, -np.inf, np.inf), y, direction)
    return results


def eps_curve(net, x, y, eps_values, *, targeted=False, direction="exact", clip_min=None,
              clip_max=None):
    """The share fooled at each eps, FGSM's direction being computed once.  -> list of numbers

    Fooled: predicted as anything but the true label y; targeted: predicted as the target label y.
    """
    x, y = _check(net, x, y, targeted=targeted)
    eps_values = checks.check_numbers(eps_values, "eps_values", low=0)
    low, high = doors.check_clip(x, clip_min, clip_max)
    g = loss_direction(net, x, y, targeted=targeted, direction=direction)
    if np.isinf([low, high]).all() and hasattr(net, "scores_along"):
        scores = net.scores_along(x, np.sign(g).astype(x.dtype), eps_values)
        hits = [net.loss_function.predict(s) == y for s in scores]
    else:
        hits = [net.predict(sign_step(x, g, eps, low, high)) == y for eps in eps_values]
    return [float(hit.mean() if targeted else (~hit).mean()) for hit in hits]


# -- entries

def measure(net, x, y, variant):
    """What net makes of the examples x whose labels are y.  -> {"error.<variant>": entry, ...}"""
    labels, sure = metrics.outcome(net, x)
    return _summary(labels, sure, doors.check_y(net, y, len(x)), variant)


def error_rate(net, x, y):
    """The error of net on the examples x whose labels are y.  -> entry"""
    predicted = checks.check_net(net, ("predict",)).predict(x)
    return rate(predicted != doors.check_y(net, y, len(x)))


def rate(hits):
    """The share of True among hits (N,), with its Wilson interval; None of none.  -> entry"""
    k, n = int(np.count_nonzero(hits)), len(hits)
    if n == 0:
        return {"value": None, "n": 0, "interval": None}
    return {"value": k / n, "n": n, "interval": list(metrics.wilson_interval(k, n))}


def mean(values):
    """The mean of values (n,), None where there are none.  -> entry"""
    value = float(values.mean(dtype=np.float64)) if len(values) else None
    return {"value": value, "n": len(values), "interval": None}


def _summary(labels, sure, y, variant):
    wrong = labels != y
    return {f"error.{variant}": rate(wrong), f"confidence.{variant}": mean(sure[wrong]),
            f"confidence_all.{variant}": mean(sure)}


def _clean(labels, sure, y):
    return {"clean_error": rate(labels != y), "clean_confidence": mean(sure)}


def _check(net, x, y, *, targeted=False):
    if y is None:
        raise ValueError("y must be labels, got None; an evaluation needs to know what is right")
    return doors.check_examples(net, x, y, targeted=targeted)
