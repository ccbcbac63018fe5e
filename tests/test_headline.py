"""README's table: the judged profile's number and verdict, the quick profile's beside it."""
import pytest
from report_folders import made_up

from scratchadv.report import headline_table
from scratchadv.report.summary import headline

CLAIM, KEY = "s4.maxout", "error.float32"


@pytest.fixture(scope="module")
def results():
    return made_up(seeds=(0,))


def altered(results, share):
    """The same results with another FGSM error of maxout."""
    (run,) = results[CLAIM]
    entry = {"value": share, "n": 10_000, "interval": [share, share]}
    return results | {CLAIM: [type(run)(**{**vars(run), "measured": run.measured | {KEY: entry}})]}


def cells(table):
    (line,) = (line for line in table.splitlines() if line.startswith(f"| {CLAIM} | FGSM error"))
    return [cell.strip() for cell in line.split("|")[3:-1]]


def test_each_profile_has_its_own_number_and_verdict(results):
    paper, measured, *_, verdict, laptop = cells(
        headline_table(altered(results, .90), altered(results, .70)))
    assert (paper, measured) == ("89.4 %", "90.00 %")
    assert verdict.endswith("reproduced") and laptop == "70.00 % \N{CIRCLE WITH LEFT HALF BLACK}"


def test_what_only_the_quick_profile_has_is_said_not_to_be_run(results):
    without = {id: runs for id, runs in results.items() if id != CLAIM}
    _, measured, *_, verdict, laptop = cells(headline_table(without, altered(results, .90)))
    assert measured == "\N{EM DASH}" and verdict.endswith("not run")
    assert laptop.startswith("90.00 %")


@pytest.mark.parametrize("seeds, said", [((0,), "% (1 seed)"), ((0, 1, 2), "% (3 seeds)")])
def test_a_number_of_fewer_or_more_seeds_than_most_says_so(seeds, said):
    results = made_up(seeds=(0, 1))
    other = results | {CLAIM: made_up(seeds=seeds)[CLAIM]}
    assert cells(headline_table(other, results))[1].endswith(said)
    assert "seed)" not in (table := headline_table(results, other)) and "seeds)" not in table


@pytest.mark.parametrize("seeds, left, said", [
    ((0,), 1, "at 1 seed in"), ((0, 1), 2, "at 2 seeds in"), ((0, 1, 2), 1, "at 1 to 3 seeds in")])
def test_the_ledgers_sentence_counts_the_seeds_of_each_claim(seeds, left, said):
    results = made_up(seeds=seeds)
    assert said in headline(results | {CLAIM: results[CLAIM][:left]})
