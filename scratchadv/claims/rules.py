"""Acceptance rules: each is an interval that one measured number must fall into.

Bands are written before any run and never widened after one (some rules of ours were added or made
stricter: docs/differences.md). Rates are judged in percent, so "points" are percentage points;
everything else is judged in its own unit.
"""
import math
from typing import NamedTuple


class Rule(NamedTuple):
    """lo <= value <= hi; with `minus`, of the difference to that key: an order, a paired drop."""

    lo: float
    hi: float
    text: str
    minus: str = ""

    def holds(self, value):
        """True where the value lies in the interval, ends included."""
        return self.lo <= value <= self.hi


def half_width(paper):
    """Half width, in points, of the band around an error rate, agreement or confidence.

    5 points, but never more than half the distance from the paper's value to the nearer of 0 and
    100, and never less than half a point.
    """
    return max(0.5, min(5.0, 0.5 * min(paper, 100.0 - paper)))


def _around(paper, half):
    lo, hi = round(paper - half, 10), round(paper + half, 10)
    shown = f"{max(lo, 0.0):g} to {min(hi, 100.0):g} %"
    return Rule(lo, hi, f"within {half:.4g} points of {paper:g}: {shown}")


def band(paper):
    """Around an error rate, agreement or confidence of the paper, in percent."""
    return _around(paper, half_width(paper))


def clean_band(paper):
    """Around a clean error rate of the paper: .08 points, 8 of 10,000 digits."""
    return _around(paper, 0.08)


def between(lo, hi, text="", minus=""):
    """lo <= value <= hi."""
    return Rule(lo, hi, text or f"between {lo:g} and {hi:g}", minus)


def at_least(lo, text="", minus=""):
    """value >= lo."""
    return Rule(lo, math.inf, text or f"at least {lo:g}", minus)


def at_most(hi, text="", minus=""):
    """value <= hi."""
    return Rule(-math.inf, hi, text or f"at most {hi:g}", minus)


def above(lo, text="", minus=""):
    """value > lo."""
    return Rule(math.nextafter(lo, math.inf), math.inf, text or f"above {lo:g}", minus)


def below(hi, text="", minus=""):
    """value < hi."""
    return Rule(-math.inf, math.nextafter(hi, -math.inf), text or f"below {hi:g}", minus)
