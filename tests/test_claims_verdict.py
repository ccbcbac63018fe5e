"""The verdict of a claim: by the mean of its seeds, and clear where a number is missing."""
import math

import numpy as np
import pytest

from scratchadv.claims import CLAIMS, Claim, Quantity, rules, verdict

RATE = Claim("t.rate", "section 4", "A rate.", "P", built=True, quantities=(
    Quantity("error.float32", "FGSM error", paper=89.4, rule=rules.band(89.4),
             weaker=rules.above(50.0), beside=("error.exact",)),))
ORDER = Claim("t.order", "section 6", "An order.", "P", built=True, quantities=(
    Quantity("new.error", "the drop", rule=rules.below(0.0, minus="old.error")),))


def entry(value):
    return {"value": value, "n": 10000, "interval": None}


def rate(*values):
    """{seed: measured} of RATE, one value a seed."""
    return {seed: {"error.float32": entry(value), "error.exact": entry(0.999)}
            for seed, value in enumerate(values)}


@pytest.mark.parametrize("value, word", [
    (0.894, "reproduced"), (0.944, "reproduced"), (0.844, "reproduced"),
    (0.9441, "direction holds"), (0.8439, "direction holds"), (0.5001, "direction holds"),
    (0.5, "differs"), (0.3, "differs"), (None, "differs"),
])
def test_a_rate_is_reproduced_up_to_the_ends_of_its_band_and_not_one_digit_further(value, word):
    assert verdict(RATE, rate(value)).word == word


def test_a_claim_without_results_is_not_run_and_one_without_an_experiment_not_built():
    assert verdict(CLAIMS["s4.softmax"], {}).word == "not run"
    assert verdict(CLAIMS["fig1.panda"], {}).word == "not built yet"


def test_seeds_are_judged_by_their_mean():
    result = verdict(RATE, rate(0.80, 0.90))
    measured = result.judged[0].measured
    assert result.word == "reproduced", "85.0 lies in the band, though 80.0 does not"
    assert (measured.mean, measured.lo, measured.hi, measured.seeds) == (85.0, 80.0, 90.0, 2)
    assert math.isclose(measured.sd, math.sqrt(50.0)), "standard deviation with n - 1"


def test_a_drop_is_paired_over_seeds():
    falls = {seed: {"new.error": entry(new), "old.error": entry(old)}
             for seed, (new, old) in enumerate([(0.01, 0.02), (0.03, 0.032)])}
    assert verdict(ORDER, falls).word == "reproduced"
    assert math.isclose(verdict(ORDER, falls).judged[0].compared, -0.6)


def test_an_equal_pair_has_no_order():
    same = {0: {"new.error": entry(0.02), "old.error": entry(0.02)}}
    assert verdict(ORDER, same).word == "differs"


def test_a_claim_is_as_good_as_its_worst_quantity():
    two = Claim("t.two", "section 4", "Two.", "P", RATE.quantities + ORDER.quantities, built=True)
    measured = {**rate(0.894)[0], "new.error": entry(0.3), "old.error": entry(0.2)}
    assert [each.word for each in verdict(two, {0: measured}).judged] == ["reproduced", "differs"]
    assert verdict(two, {0: measured}).word == "differs"


def test_exact_arithmetic_beside_is_never_judged():
    result = verdict(RATE, rate(0.894))
    assert [each.key for each in result.judged[0].beside] == ["error.exact"]
    assert result.word == "reproduced", "99.9 exactly is ours, the paper's number is in float32"


@pytest.mark.parametrize("claim", [claim for claim in CLAIMS.values() if claim.built],
                         ids=lambda claim: claim.id)
def test_a_missing_key_is_an_error_that_names_claim_and_key(claim):
    measured = {key: entry(0.5) for key in claim.keys()}
    for key in claim.keys():
        without = {other: measured[other] for other in measured if other != key}
        with pytest.raises(ValueError, match="must hold every key") as error:
            verdict(claim, {3: without})
        assert claim.id in str(error.value) and key in str(error.value)


def test_what_a_rule_subtracts_is_checked_as_well():
    measured = {"new.error": entry(.5), "old.error": entry(50.0)}
    with pytest.raises(ValueError, match="old.error of t.order, seed 0, must be a fraction"):
        verdict(ORDER, {0: measured})


@pytest.mark.parametrize("value, wanted", [(89.4, "fraction"), (math.nan, "finite"),
                                           (math.inf, "finite")])
def test_a_value_that_cannot_be_a_rate_is_refused_by_name(value, wanted):
    with pytest.raises(ValueError, match=f"error.float32 of t.rate, seed 0, must be .*{wanted}"):
        verdict(RATE, rate(value))


def test_the_interval_of_a_paired_drop_is_students():
    drops = np.array([-.10, -.30, -.20])                                    # points
    falls = {seed: {"new.error": entry(.02 + drop / 100), "old.error": entry(.02)}
             for seed, drop in enumerate(drops)}
    half = 4.302652729911275 * drops.std(ddof=1) / np.sqrt(3)               # t of 2, at .975
    np.testing.assert_allclose(verdict(ORDER, falls).judged[0].paired, [-.2 - half, -.2 + half])
    assert verdict(ORDER, {0: falls[0]}).judged[0].paired is None
