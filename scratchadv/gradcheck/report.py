"""The report of a gradient check, and its verdict."""
from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

ADJOINT_TOLERANCE = 1e-8
ENTRY_TOLERANCE = 1e-6
KINKS_ALLOWED = .01
DIRECTIONS = 5    # of the adjoint identity
REDRAWS = 20      # directions across a kink that may be drawn again
FLOOR = 1e-2      # an entry below this share of its argument's largest is judged on that scale


class Entry(NamedTuple):
    """One comparison: argument, place in it, the two gradients, relative error, its scale."""

    argument: str
    index: tuple
    analytic: float
    numeric: float
    error: float
    scale: float

    @classmethod
    def of(cls, argument, index, analytic, numeric, floor):
        """Error |analytic - numeric| / max(|analytic|, |numeric|, floor); 0 where all are 0."""
        scale = max(abs(analytic), abs(numeric), floor)
        error = 0.0 if scale == 0 else abs(analytic - numeric) / scale
        return cls(argument, index, float(analytic), float(numeric), float(error), float(scale))

    def __str__(self):
        where = f"[{', '.join(map(str, self.index))}]" if self.index else ""
        return f"{self.argument}{where}: analytic {self.analytic:.12g}, numeric {self.numeric:.12g}"


def _worst(entries):
    return max(entries, default=None,
               key=lambda entry: np.inf if np.isnan(entry.error) else entry.error)


@dataclass(frozen=True)
class Report:
    """What a check found. `passed` is the verdict, `failures` its reasons, print() the whole."""

    title: str
    method: str
    misfits: list = field(default_factory=list)    # what keeps any number from being compared
    adjoint_error: float = np.nan
    redrawn: int = 0                               # directions that met a kink and were drawn again
    compared: list = field(default_factory=list)   # of Entry
    kinks: int = 0
    size: int = 0                                  # entries of all arguments together
    zeros_allowed: float = .5
    rounding: float = 0.0                          # absolute error to expect of a numeric gradient

    @property
    def passed(self):
        """True when nothing failed."""
        return not self.failures

    @property
    def worst(self):
        """The entry with the largest relative error; NaN is the largest of all."""
        return _worst(self.compared)

    @property
    def wrong(self):
        """The entries with too large an error, NaN among them.

        Rounding excuses what it explains, but not where it could hide a tenth of the gradient.
        """
        return [entry for entry in self.compared if not entry.error < ENTRY_TOLERANCE
                and not abs(entry.analytic - entry.numeric) <= self.rounding <= .1 * entry.scale]

    @property
    def scattered(self):
        """Whether no argument is wrong in most entries: kinks spare many, a wrong formula few."""
        compared, wrong = (Counter(entry.argument for entry in entries)
                           for entries in (self.compared, self.wrong))
        return all(2 * wrong[argument] <= compared[argument] for argument in wrong)

    @property
    def expected(self):
        """The relative error that rounding explains: its size over the smallest scale."""
        scales = [entry.scale for entry in self.compared if entry.scale > 0]
        return self.rounding / min(scales, default=np.inf)

    @property
    def kink_share(self):
        """The share of entries left out because a piece changes within the step."""
        return self.kinks / max(1, self.kinks + len(self.compared))

    @property
    def zero_share(self):
        """The share of comparisons in which both gradients are exactly 0."""
        both = sum(entry.analytic == entry.numeric == 0 for entry in self.compared)
        return both / max(1, len(self.compared))

    @property
    def failures(self):
        """Sentences that say why the check did not pass."""
        if self.misfits:
            return list(self.misfits)
        reasons = []
        if np.isnan(self.adjoint_error) and self.redrawn == REDRAWS:
            reasons.append(f"{REDRAWS} directions met a kink before {DIRECTIONS} met none: take "
                           "other points (biases all 0 may tie)")
        elif not self.adjoint_error < ADJOINT_TOLERANCE:
            reasons.append(f"the adjoint error is {self.adjoint_error:.1e}, "
                           f"not below {ADJOINT_TOLERANCE:g}")
        if self.wrong:
            worst = _worst(self.wrong)
            reasons.append(f"{worst} (relative error {worst.error:.1e}, "
                           f"not below {ENTRY_TOLERANCE:g})")
            if self.scattered:
                reasons.append(f"{len(self.wrong)} of {len(self.compared)} entries are wrong, "
                               "where a wrong formula spoils most entries of an argument: if there "
                               "are kinks unknown to this check (a maximum, a branch, a sign), "
                               "tell by pieces= what is constant between them, or, for the pair "
                               "of a layer, in gradcheck.PIECES")
        if self.kink_share > KINKS_ALLOWED:
            reasons.append(f"{self.kink_share:.1%} of the entries are within a step of a kink, "
                           f"more than {KINKS_ALLOWED:.0%}: take other points")
        if self.zero_share > self.zeros_allowed:
            reasons.append(f"{self.zero_share:.1%} of the comparisons are of 0 with 0, more than "
                           f"{self.zeros_allowed:.0%}, and prove little: take other points")
        return reasons

    def __repr__(self):
        return str(self)                           # not the entries, by the hundred

    def __str__(self):
        head = f"{self.title}: {'passed' if self.passed else 'FAILED'} ({self.method})"
        reasons = [f"  why              {reason}" for reason in self.failures]
        return "\n".join([head, *([] if self.misfits else self._body()), *reasons])

    def _body(self):
        worst = self.worst.error if self.worst else np.nan
        return [
            f"  adjoint error    {self.adjoint_error:.1e} = |a - b| / (|u||Jv| + |v||J'u|), "
            f"a = <u, Jv>, b = <J'u, v>; below {ADJOINT_TOLERANCE:g}",
            f"  worst entry      {self.worst}",
            f"  relative error   {worst:.1e} = |analytic - numeric| / max(|analytic|, |numeric|, "
            f"{FLOOR:g} of the argument's largest); below {ENTRY_TOLERANCE:g} or what rounding "
            "explains",
            f"  to expect        {self.expected:.0e} or less: the numeric gradient is rounded by "
            f"about {self.rounding:.0e}, here over the smallest scale",
            f"  compared         {len(self.compared)} of {self.size} entries; {self.kinks} left "
            f"out for a kink within the step ({self.kink_share:.1%}, at most {KINKS_ALLOWED:.0%}); "
            f"{self.redrawn} directions drawn again",
            f"  0/0              {self.zero_share:.1%} of the comparisons, "
            f"at most {self.zeros_allowed:.0%}",
        ]
