"""What a claim is: one sentence of the paper, and the quantities that decide whether it came out.

Keys are those of a results file's "measured"; their grammar stands in the package's docstring.
"""
from dataclasses import dataclass

from scratchadv.claims.rules import Rule, above, band, clean_band

MARKS = {
    "P": "read in the paper",
    "figure": "read off the paper's figure",
    "L": "from the author's lecture or other work",
    "ours": "a finding or a threshold of ours",
    "unpublished": "stands commented out in the paper's source",
}


@dataclass(frozen=True)
class Quantity:
    """One number to measure: its key in the results, the paper's value, the rule that judges it.

    `rule` None: shown, not judged. `weaker`: what must hold for "direction holds" where the rule
    fails. `beside`: keys printed next to it (exact, clipped, PGD, y predicted) and never judged.
    """

    key: str
    label: str
    unit: str = "%"                        # "%", "points": stored as fractions, judged in percent
    paper: float | None = None
    rule: Rule | None = None
    weaker: Rule | None = None
    beside: tuple[str, ...] = ()
    mark: str = "P"

    def keys(self):
        """Every key that it is judged by or shown with."""
        rules = [rule for rule in (self.rule, self.weaker) if rule]
        return (self.key, *self.beside, *(rule.minus for rule in rules if rule.minus))

    def scaled(self, value):
        """A stored value in the unit in which it is judged and shown: fractions in percent."""
        return round(100.0 * value, 10) if self.is_rate else value

    @property
    def is_rate(self):
        """Whether results hold it as a fraction."""
        return self.unit in ("%", "points")


@dataclass(frozen=True)
class Claim:
    """One row of the ledger."""

    id: str
    where: str
    what: str
    mark: str
    quantities: tuple[Quantity, ...] = ()
    built: bool = False
    note: str = ""                         # what to know where the measured number differs

    def keys(self):
        """Every key that the claim's experiment must write, in the order of the table."""
        return tuple(dict.fromkeys(key for quantity in self.quantities for key in quantity.keys()))


MOST_FOOLED = above(50.0, "more than half are fooled")
MOSTLY_SURE = above(50.0, "wrong, and more than half sure")
FGSM_BESIDE = ("exact", "float32.clipped", "exact.clipped", "float32.predicted", "exact.predicted")


def fgsm_beside(subject="", pgd=False):
    """Keys beside an FGSM error: exact, clipped, y predicted; PGD-20 for a trained defence."""
    variants = FGSM_BESIDE + (("pgd20",) if pgd else ())
    return tuple(f"{subject}error.{variant}" for variant in variants)


def fgsm_error(label, paper=None, *, subject="", rule=None, weaker=MOST_FOOLED, pgd=False,
               mark="P"):
    """FGSM error in the paper's arithmetic, with all that stands beside it.

    `subject`: "", or a prefix such as "maxout.".
    """
    return Quantity(f"{subject}error.float32", label, paper=paper, rule=rule or band(paper),
                    weaker=weaker, beside=fgsm_beside(subject, pgd), mark=mark)


def fgsm_confidence(label, paper, *, subject="", weaker=MOSTLY_SURE, mark="P"):
    """Confidence on the adversarial examples that are misclassified; on all of them beside it."""
    return Quantity(f"{subject}confidence.float32", label, paper=paper, rule=band(paper),
                    weaker=weaker, mark=mark,
                    beside=(f"{subject}confidence.exact", f"{subject}confidence_all.float32",
                            f"{subject}confidence_all.exact"))


def clean_error(label, paper=None, *, subject="", rule=None, weaker=None, mark="P"):
    """Error on clean test digits; without a value of the paper it is shown and not judged."""
    judged = rule or (clean_band(paper) if paper is not None else None)
    return Quantity(f"{subject}clean_error", label, paper=paper, rule=judged, weaker=weaker,
                    mark=mark)


def shown(key, label, unit="%", beside=()):
    """A number of ours that stands in the table and is not judged."""
    return Quantity(key, label, unit=unit, beside=beside, mark="ours")
