"""`scratchadv reproduce`: what is near a wrong word, and what a list says of missing jobs."""
import io

import pytest

from scratchadv import reproduce
from scratchadv.results import Result, write_result


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


def test_what_another_seed_took_is_likely(tmp_path):
    write_result(tmp_path, Result("s3.growth", "smoke", 7, {}, seconds=65.))
    assert listed(["s3.growth"], [0, 1], tmp_path)[-1] == (
        "missing: 2 jobs, likely 2 min 10 s in all, one after the other")
    assert listed(["s3.growth", "s3.dimension"], [0], tmp_path)[-1] == (
        "missing: 2 jobs; 1 of them likely 1 min 05 s, the other of unknown length")


@pytest.mark.parametrize("likely, said", [
    ([], "nothing is missing"),
    ([None], "missing: 1 job; how long that takes can be told from the first results"),
    ([3.], "missing: 1 job, likely 3 s"),
    ([3., None, 4., None], "missing: 4 jobs; 2 of them likely 7 s in all, one after the other, "
                           "the others of unknown length")])
def test_what_is_missing_is_one_sentence(likely, said):
    assert reproduce._missing(likely) == said
