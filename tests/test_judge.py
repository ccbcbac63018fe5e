"""From results of several seeds to one judged number: what counts, what is shown beside it."""
import math

import pytest

from scratchadv.claims import Claim, Quantity, rules, verdict

RATE = Claim("x.rate", "here", "a rate", "P", built=True, quantities=(
    Quantity("error", "error", paper=50.0, rule=rules.band(50.0)),))
FALL = Claim("x.fall", "here", "a fall", "P", built=True, quantities=(
    Quantity("new", "new less old", rule=rules.below(0.0, "lower", minus="old")),))


def judged(claim, *seeds):
    """The first quantity of a claim; each seed is {key: (value, n, interval)}."""
    names = ("value", "n", "interval")
    return verdict(claim, {seed: {key: dict(zip(names, entry)) for key, entry in found.items()}
                           for seed, found in enumerate(seeds)}).judged[0]


def test_a_seed_with_nothing_to_measure_does_not_count():
    found = judged(RATE, {"error": (None, 0, None)}, {"error": (.4, 10, [.2, .6])},
                   {"error": (.5, 12, [.3, .7])}).measured
    assert (found.mean, found.seeds, found.lo, found.hi) == (pytest.approx(45), 2, 40, 50)
    assert found.n == (10, 12), "of the seeds that count"


def test_nothing_to_measure_at_any_seed_is_no_number():
    found = judged(RATE, {"error": (None, 0, None)})
    assert found.word == "differs" and found.measured[1:5] == (None, None, None, None)


def test_the_interval_of_one_seed_is_shown_as_measured_and_that_of_several_is_not():
    alone = judged(RATE, {"error": (.4, 10, [.2, .6])}).measured
    assert alone.interval == (20, 60) and alone.sd is None and alone.is_share
    both = judged(RATE, *2 * [{"error": (.4, 10, [.2, .6])}]).measured
    assert both.interval is None and both.sd == 0


def test_the_only_seed_that_counts_shows_its_interval():
    found = judged(RATE, {"error": (None, 0, None)}, {"error": (.4, 10, [.2, .6])}).measured
    assert found.interval == (20, 60)


def test_how_many_seeds_would_do_alone_is_counted_among_those_that_count():
    found = judged(RATE, *({"error": (value, 10, None)} for value in (.44, .45, .55, .56, None)))
    assert found.alone == (2, 4) and found.word == "reproduced"
    assert judged(FALL, {"new": (.1, 1, None), "old": (.2, 1, None)},
                  {"new": (.3, 1, None), "old": (.2, 1, None)}).alone == (1, 2)


def test_the_interval_of_the_mean_is_students_and_needs_two_seeds():
    low, high = judged(RATE, *({"error": (value, 10, None)} for value in (.4, .5))).measured.of_mean
    half = 12.7062 * 7.0711 / math.sqrt(2)
    assert (low, high) == pytest.approx((45 - half, 45 + half), rel=1e-4)
    assert judged(RATE, {"error": (.4, 10, None)}).measured.of_mean is None


def test_only_seeds_with_both_ends_are_paired():
    found = judged(FALL, {"new": (.3, 1, None), "old": (.1, 1, None)},
                   {"new": (.1, 1, None), "old": (None, 1, None)},
                   {"new": (.2, 1, None), "old": (.1, 1, None)})
    assert found.compared == pytest.approx(15) and found.pairs == 2
    assert found.ends == pytest.approx((25, 10))
    half = 12.7062 * 7.0711 / math.sqrt(2)                # Student's, one degree of freedom
    assert found.paired == pytest.approx((15 - half, 15 + half), rel=1e-4)


def test_a_difference_without_any_pair_is_none():
    found = judged(FALL, {"new": (None, 1, None), "old": (.1, 1, None)})
    assert (found.compared, found.ends, found.pairs, found.paired) == (None, None, 0, None)


@pytest.mark.parametrize("value", [1.001, -1.001, 40.0])
def test_a_rate_beyond_all_is_no_fraction(value):
    with pytest.raises(ValueError, match="error of x.rate, seed 0, must be a fraction from -1 to"):
        judged(RATE, {"error": (value, 10, None)})


def test_all_and_none_are_fractions():
    assert judged(RATE, {"error": (1.0, 10, None)}).measured.mean == 100
    assert judged(RATE, {"error": (0.0, 10, None)}).measured.mean == 0
