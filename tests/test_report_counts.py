"""What the report counts: the paper's numbers, single seeds, trainings and their time."""
import re
from html import escape

import numpy as np
import pytest
from report_folders import made_up

from scratchadv.claims import CLAIMS
from scratchadv.report import costs
from scratchadv.report.markdown import ledger_markdown
from scratchadv.report.page import page
from scratchadv.report.rows import ledger
from scratchadv.results import Result


@pytest.fixture(scope="module")
def results():
    return made_up(seeds=(0, 1))


@pytest.fixture(scope="module")
def markdown(results):
    return ledger_markdown(ledger(results), results)


def test_a_network_is_paid_for_by_the_claim_that_needs_it_first():
    def run(id, training):
        return Result(id=id, profile="paper", seed=0, measured={}, seconds=2.0, training=training)
    results = {"s4.maxout": [run("s4.maxout", {"maxout.seed0": 100.0})],
               "s6.240": [run("s6.240", {"maxout.seed0": 100.0, "adversarial.seed0": 50.0})]}
    assert costs.costs(results) == [
        ("s4.maxout", "1", "2 s", "1 min 40 s", "maxout.seed0"),
        ("s6.240", "1", "2 s", "50 s", "adversarial.seed0"),
        ("all", "", "4 s", "2 min 30 s", "2 trainings")]
    assert costs.seconds(results) == 154
    assert costs.trained_again(results) == []


def test_two_trainings_of_one_network_are_told_and_both_are_paid_for():
    def run(id, seconds, seed=0):
        return Result(id=id, profile="paper", seed=seed, measured={}, seconds=2.0,
                      training={f"maxout.seed{seed}": seconds})
    results = {"s4.maxout": [run("s4.maxout", 100.0), run("s4.maxout", 70.0, seed=1)],
               "s6.240": [run("s6.240", 100.0), run("s6.240", 70.0, seed=1)],
               "s6.transfer": [run("s6.transfer", 50.0), run("s6.transfer", 60.0, seed=1)]}
    assert costs.trained_again(results) == [
        "trained anew for s6.transfer: maxout (seed 0, 1); the same networks only if recipe, "
        "versions and machine were the same"]
    assert [row[-1] for row in costs.costs(results)] == [
        "maxout.seed0, maxout.seed1", "none", "maxout.seed0, maxout.seed1", "4 trainings"]
    assert costs.seconds(results) == 12 + 100 + 70 + 50 + 60
    assert costs.trained_again(results)[0] in ledger_markdown({}, results)
    assert escape(costs.trained_again(results)[0]) in page({}, results, {})


def test_what_was_read_off_a_figure_is_marked_and_is_no_number_that_the_paper_prints(markdown):
    assert "400 logit (read off the figure)" in markdown and "above 5 %" in markdown
    printed = sum(q.mark == "P" and q.paper is not None for claim in CLAIMS.values()
                  if claim.built for q in claim.quantities)
    marked = sum(q.mark == "figure" for claim in CLAIMS.values() for q in claim.quantities)
    assert f"built here: {printed};" in markdown and (printed, marked) == (40, 2)


def test_the_ledger_counts_the_papers_numbers(markdown):
    total, measured, reproduced, share, direction, differs = map(int, re.search(
        r"built here: (\d+); measured (\d+); reproduced (\d+) \((\d+)%\), direction holds (\d+), "
        r"differs (\d+)", markdown).groups())
    assert total >= measured == reproduced + direction + differs
    assert share == round(100 * reproduced / measured)


def test_the_share_of_single_seeds_is_the_mean_over_the_printed_numbers(results, markdown):
    hits = []
    for id, claim in CLAIMS.items():
        runs = [run.measured for run in results.get(id, [])] if claim.built else []
        for q in claim.quantities:
            if runs and q.paper is not None and q.mark == "P":
                values = [run[q.key]["value"] for run in runs]
                unit = 100 if q.is_rate else 1
                hits.append(np.mean([q.rule.holds(round(unit * value, 10)) for value in values]))
    assert f"by single seeds instead of their mean: {np.mean(hits):.0%}." in markdown
