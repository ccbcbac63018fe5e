"""Which conclusions survive the exact sign: differences over common seeds, by a stated rule."""
import pytest

from scratchadv.report.evidence import CONCLUSIONS, evidence_table
from scratchadv.results import Result

FIRST = CONCLUSIONS[0]                            # s4.softmax less s4.maxout, 10.5 in the paper
SIGNS = next(each for each in CONCLUSIONS if each.less[0] == "s6.noise.sign")


def runs(id, float32, exact):
    """{id: [Result of seed 0, 1, ...]} with these FGSM errors."""
    return {id: [Result(id, "paper", seed, {"error.float32": {"value": single},
                                            "error.exact": {"value": precise}})
                 for seed, (single, precise) in enumerate(zip(float32, exact))]}


def line(results, conclusion=FIRST):
    (found,) = (line for line in evidence_table(results).splitlines() if conclusion.text in line)
    return [cell.strip() for cell in found.split("|")[2:-1]]


def test_a_difference_is_paired_over_the_seeds_that_both_claims_have():
    results = (runs("s4.softmax", [.99, .95, .10], [.99, .99, .99])
               | runs("s4.maxout", [.90, .90], [.99, .98]))
    assert FIRST.measured(results, "float32") == pytest.approx(7.0)
    assert line(results) == ["+10.5", "+7.0", "+0.5", "**no**"]


@pytest.mark.parametrize("single, exact, word", [
    (.90, .90, "yes"), (.90, .95, "**no**"), (.95, .90, "exact alone"),
    (.95, .95, "not met in single precision either")])
def test_a_conclusion_survives_where_half_of_the_papers_difference_is_left(single, exact, word):
    results = runs("s4.softmax", [1.], [1.]) | runs("s4.maxout", [single], [exact])
    assert line(results)[-1] == word


def test_ten_points_are_little():
    assert SIGNS.holds(10.) and not SIGNS.holds(10.1)


@pytest.mark.parametrize("exact, word", [(.95, "yes"), (.80, "**no**")])
def test_that_something_does_not_help_survives_where_it_helps_little(exact, word):
    results = runs("s4.maxout", [.9], [1.]) | runs("s6.noise.sign", [.89], [exact])
    assert line(results, SIGNS)[-1] == word


def test_what_was_not_run_is_said_to_be_so():
    assert line(runs("s4.softmax", [1.], [1.])) == ["+10.5", "not run", "not run", ""]


def test_another_reading_is_measured_by_its_own_numbers_against_the_same_of_the_paper():
    (scores,) = (each for each in CONCLUSIONS if each.reading == "scores.")
    measured = {f"{reading}{attack}.error.{arithmetic}": {"value": value}
                for reading, attack, single, exact in (
                    ("", "whole", .9, .9), ("", "member", .9, .9),
                    ("scores.", "whole", .95, 1.), ("scores.", "member", .91, .999))
                for arithmetic, value in (("float32", single), ("exact", exact))}
    results = {"s9.ensemble": [Result("s9.ensemble", "paper", 0, measured)]}
    assert line(results, scores) == ["+3.2", "+4.0", "+0.1", "**no**"]
