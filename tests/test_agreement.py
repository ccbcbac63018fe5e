"""Section 8's agreement: equal labels among those examples alone that count."""
import numpy as np

from scratchadv.experiments.section8 import agreement, agreement_on_mistakes

Y = np.array([0, 0, 0, 0, 1, 1])
ONE = np.array([0, 1, 1, 2, 2, 1])                # wrong in 1, 2, 3, 4
OTHER = np.array([1, 1, 2, 0, 2, 1])              # wrong in 0, 1, 2, 4


def test_agreement_counts_where_it_is_told_to():
    found = agreement(ONE, OTHER, ONE != Y)
    assert (found["value"], found["n"]) == (2 / 4, 4)


def test_agreement_on_mistakes_counts_where_both_err():
    found = agreement_on_mistakes(ONE, OTHER, Y)
    assert (found["value"], found["n"]) == (2 / 3, 3)
