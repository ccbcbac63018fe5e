"""From measured numbers to a verdict: the mean over seeds against the rule."""
import math
from typing import NamedTuple

import numpy as np
from scipy.special import stdtrit

from scratchadv.claims.claim import Quantity

REPRODUCED = "reproduced"
DIRECTION = "direction holds"
DIFFERS = "differs"
NOT_RUN = "not run"
NOT_BUILT = "not built yet"
SHOWN = "shown"                            # of a quantity without a rule, never of a claim
VERDICTS = (REPRODUCED, DIRECTION, DIFFERS, NOT_RUN, NOT_BUILT)


class Measured(NamedTuple):
    """One key over the seeds, in the unit shown.  mean None: nothing to measure (no mistakes)."""

    key: str
    mean: float | None
    sd: float | None                       # None for fewer than two seeds
    lo: float | None
    hi: float | None
    seeds: int
    n: tuple[int, int] | None              # examples of one seed, the fewest and the most
    interval: tuple[float, float] | None   # as measured, of a single seed
    is_share: bool                         # a count out of n: a Wilson interval makes sense
    of_mean: tuple[float, float] | None = None     # Student's, over two seeds or more, at 95 %


class Judged(NamedTuple):
    """A quantity, what was measured, the number its rule compared, its verdict, what stands beside.

    `minus`: the key whose value the rule subtracts first, where it judges a difference.  Then,
    over the seeds that have both: `ends`, the two means; `pairs`, how many; `paired`, the 95 %
    interval of the difference, None for fewer than two.  `alone`: at how many seeds the rule holds
    for that seed's own value, and of how many.
    """

    quantity: Quantity
    measured: Measured
    minus: str
    compared: float | None
    word: str
    beside: tuple[Measured, ...]
    ends: tuple[float, float] | None = None
    pairs: int = 0
    paired: tuple[float, float] | None = None
    alone: tuple[int, int] = (0, 0)


class Verdict(NamedTuple):
    """A claim's verdict, the worst of its quantities', and those quantities in order."""

    word: str
    judged: tuple[Judged, ...]


def verdict(claim, measured_by_seed):
    """The claim judged on {seed: "measured" of its results file}.

    ValueError that names claim and key where one is missing, not finite, or not a fraction.
    """
    if not measured_by_seed:
        return Verdict(NOT_RUN if claim.built else NOT_BUILT, ())
    for seed, measured in measured_by_seed.items():
        _check(claim, seed, measured)
    by_seed = [measured_by_seed[seed] for seed in sorted(measured_by_seed)]
    judged = tuple(_judge(quantity, by_seed) for quantity in claim.quantities)
    words = [each.word for each in judged if each.word != SHOWN]
    return Verdict(max(words, key=VERDICTS.index, default=NOT_BUILT), judged)


def over_seeds(quantity, key, by_seed):
    """Mean, spread and range of one key, in the unit of the quantity that it belongs to."""
    entries = [measured[key] for measured in by_seed]
    defined = [entry for entry in entries if entry["value"] is not None]
    n = [entry["n"] for entry in defined or entries if entry.get("n") is not None]
    n = (min(n), max(n)) if n else None
    if not defined:
        return Measured(key, None, None, None, None, 0, n, None, False)
    values = [quantity.scaled(entry["value"]) for entry in defined]
    mean = sum(values) / len(values)
    squares = sum((value - mean) ** 2 for value in values)
    sd = math.sqrt(squares / (len(values) - 1)) if len(values) > 1 else None
    interval = defined[0].get("interval")
    shown = tuple(map(quantity.scaled, interval)) if interval and len(values) == 1 else None
    return Measured(key, mean, sd, min(values), max(values), len(values), n, shown, bool(interval),
                    _interval(values))


def _judge(quantity, by_seed):
    measured = over_seeds(quantity, quantity.key, by_seed)
    beside = tuple(over_seeds(quantity, key, by_seed) for key in quantity.beside)
    if quantity.rule is None:
        return Judged(quantity, measured, "", None, SHOWN, beside)
    minus = quantity.rule.minus
    compared = _compared(quantity, quantity.rule, by_seed)
    if _holds(quantity, quantity.rule, by_seed):
        word = REPRODUCED
    else:
        word = DIRECTION if _holds(quantity, quantity.weaker, by_seed) else DIFFERS
    held = [quantity.rule.holds(_rounded(quantity, value))
            for value in _values(quantity, quantity.rule, by_seed)]
    judged = Judged(quantity, measured, minus, compared, word, beside,
                    alone=(sum(held), len(held)))
    return judged._replace(**_pairing(quantity, by_seed)) if minus else judged


def _pairing(quantity, by_seed):
    """Both ends of a difference, over the seeds that have both.  -> fields of Judged"""
    pairs = np.array(_pairs(quantity, quantity.rule, by_seed)).reshape(-1, 2)
    return {"pairs": len(pairs), "paired": _interval(pairs[:, 0] - pairs[:, 1]),
            "ends": tuple(map(float, pairs.mean(axis=0))) if len(pairs) else None}


def _interval(values):
    """Student's, of the mean, at 95 %.  None for fewer than two values."""
    n = len(values)
    if n < 2:
        return None
    half = stdtrit(n - 1, .975) * np.std(values, ddof=1) / math.sqrt(n)
    return float(np.mean(values) - half), float(np.mean(values) + half)


def _holds(quantity, rule, by_seed):
    if rule is None:
        return False
    value = _compared(quantity, rule, by_seed)
    return value is not None and rule.holds(value)


def _compared(quantity, rule, by_seed):
    """What the rule compares: the mean, or the mean over seeds of the paired difference."""
    values = _values(quantity, rule, by_seed)
    if not values:
        return None
    return _rounded(quantity, sum(values) / len(values))


def _rounded(quantity, value):
    """Without the last bits of sums of percentages, which would decide at a band's edge."""
    return round(value, 10) if quantity.is_rate else value


def _values(quantity, rule, by_seed):
    """The same, seed by seed, where there is something to measure."""
    return [value - other for value, other in _pairs(quantity, rule, by_seed)]


def _pairs(quantity, rule, by_seed):
    """[(value, what is subtracted from it or 0), ...], seed by seed."""
    pairs = [(measured[quantity.key]["value"],
              measured[rule.minus]["value"] if rule.minus else 0.0) for measured in by_seed]
    return [tuple(map(quantity.scaled, pair)) for pair in pairs if None not in pair]


def _check(claim, seed, measured):
    missing = [key for key in claim.keys() if key not in measured]
    if missing:
        raise ValueError(f"measured of {claim.id}, seed {seed}, must hold every key of the claim, "
                         f"got none for {', '.join(missing)}; run the experiment again")
    for quantity in claim.quantities:
        for key in quantity.keys():
            _check_value(f"{key} of {claim.id}, seed {seed},", measured[key]["value"], quantity)


def _check_value(name, value, quantity):
    if value is None:
        return
    if not math.isfinite(value):
        raise ValueError(f"{name} must be finite or null, got {value}")
    if quantity.is_rate and abs(value) > 1.0:
        raise ValueError(f"{name} must be a fraction from -1 to 1, got {value}; results hold "
                         "fractions, and the report turns them into percent")
