"""`scratchadv reproduce`: what is near a wrong word, and what a list says of missing jobs."""
import io
from dataclasses import replace

import pytest
from report_folders import made_up

from scratchadv import reproduce
from scratchadv.claims import CLAIMS
from scratchadv.results import write_result


@pytest.mark.parametrize("word", ["nonsense", "s99", "4"])
def test_a_word_like_no_claim_is_answered_by_where_they_are_listed(word):
    with pytest.raises(ValueError) as caught:
        reproduce.select([word], "laptop")
    assert str(caught.value) == (f"ID must be a claim or a section, got {word!r}; "
                                 "`scratchadv claims` lists them all")


def test_one_claim_alone_is_near():
    with pytest.raises(ValueError, match="got 's9.mpdm'; near it is s9.mpdbm \\("):
        reproduce.select(["s9.mpdm"], "laptop")


def listed(ids, seeds, out):
    printed = io.StringIO()
    assert reproduce.list_jobs(ids, reproduce.make_labs("smoke", seeds, out), printed) == 0
    return printed.getvalue().splitlines()


def test_in_an_empty_folder_jobs_are_counted_and_no_time_is_invented(tmp_path):
    *jobs, empty, last = listed(["s3.growth", "s3.dimension"], [0], tmp_path)
    assert len(jobs) == 2 and empty == ""
    assert last == "missing: 2 jobs; how long that takes can be told from the first results"


def write(out, id, seed, seconds=10., training={}):
    """A result with all its numbers, on no network that is known."""
    [made] = made_up(profile="smoke")[id]
    write_result(out, replace(made, seed=seed, seconds=seconds, training=training, networks=[]))


def test_what_another_seed_took_is_likely(tmp_path):
    write(tmp_path, "s3.growth", 7, seconds=65.)
    assert listed(["s3.growth"], [0, 1], tmp_path)[-1] == (
        "missing: 2 jobs, likely 2 min 10 s in all, one after the other")
    assert listed(["s3.growth", "s3.dimension"], [0], tmp_path)[-1] == (
        "missing: 2 jobs; 1 of them likely 1 min 05 s, the other of unknown length")


def test_a_network_of_several_jobs_is_likely_trained_once(tmp_path):
    write(tmp_path, "s4.maxout", 0, training={"maxout.seed0": 100.})
    write(tmp_path, "s6.240", 0, training={"maxout.seed0": 100., "adversarial.seed0": 50.})
    assert listed(["s4.maxout", "s6.240"], [5], tmp_path)[-1] == (
        "missing: 2 jobs, likely 2 min 50 s in all, one after the other")


def test_each_member_of_an_ensemble_is_likely_trained(tmp_path):
    members = {f"maxout.seed{seed}": 100. for seed in (2, 3, 4)}
    write(tmp_path, "s9.ensemble", 2, training=members)
    assert listed(["s9.ensemble"], [5], tmp_path)[-1] == "missing: 1 job, likely 5 min 10 s"


def test_the_network_that_sets_the_length_is_of_seed_0_for_every_seed(tmp_path):
    for seed, seconds in ((3, 100.), (4, 120.)):
        write(tmp_path, "s6.1600.plain", seed, training={
            f"maxout_1600.seed{seed}": seconds, "maxout_1600_50000.seed0": 60.})
    assert listed(["s6.1600.plain"], [5, 6], tmp_path)[-1] == (
        "missing: 2 jobs, likely 5 min 00 s in all, one after the other")


def test_labs_of_all_seeds_share_their_digits(tmp_path):
    one, other = reproduce.make_labs("smoke", [0, 1], tmp_path)
    assert one.test.x is other.test.x is one.of_seed(3).test.x
    assert one.splits("threes_vs_sevens")[0].x is other.splits("threes_vs_sevens")[0].x


def test_the_line_of_a_job_has_the_number_that_its_rule_was_held_against():
    for id, [result] in made_up().items():
        line = reproduce._outcome(result)
        assert CLAIMS[id].quantities[0].label in line
    result = made_up()["s6.differentiable"][0]
    first = CLAIMS["s6.differentiable"].quantities[0]
    ends = [result.measured[key]["value"] for key in (first.key, first.rule.minus)]
    assert f"{first.label}: {100 * (ends[0] - ends[1]):+.2f} points" in reproduce._outcome(result)
    assert "FGSM error, eps .25: 88.60 % (paper 99.9 %)" in reproduce._outcome(
        made_up()["s4.softmax"][0])
    assert reproduce._outcome(made_up()["s8.linear"][0]).endswith(" (paper 8 %, unpublished)")
    assert "maxout: FGSM error, eps .25, exact sign: 99.70 %" in reproduce._outcome(
        made_up()["s4.precision"][0])


def test_kept_results_that_cannot_be_judged_stop_a_run_before_it_begins(tmp_path):
    [broken] = made_up(profile="smoke")["s4.softmax"]
    del broken.measured["error.exact"]
    write_result(tmp_path, replace(broken, networks=[]))
    with pytest.raises(ValueError, match="s4.softmax, seed 0, .* got none for error.exact"):
        reproduce.run(["s3.growth"], reproduce.make_labs("smoke", [0], tmp_path), tmp_path,
                      stream=io.StringIO())
    assert not (tmp_path / "results" / "s3.growth.seed0.json").exists()


@pytest.mark.parametrize("likely, said", [
    ([], "nothing is missing"),
    ([None], "missing: 1 job; how long that takes can be told from the first results"),
    ([3.], "missing: 1 job, likely 3 s"),
    ([3., None, 4., None], "missing: 4 jobs; 2 of them likely 7 s in all, one after the other, "
                           "the others of unknown length")])
def test_what_is_missing_is_one_sentence(likely, said):
    assert reproduce._missing(likely) == said
