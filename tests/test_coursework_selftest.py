"""The grader holds what it promises: `scratchadv coursework selftest`, one test an assignment."""
import functools
import io

import pytest

from scratchadv.coursework import selftest
from scratchadv.coursework.selftest import Result, Trial
from scratchadv.coursework.tasks import assignment, numbers


@functools.cache
def results(number):
    """Of all submissions of one assignment."""
    return [*selftest.grade_all(selftest.trials((number,)))]


@pytest.mark.slow
@pytest.mark.parametrize("number", numbers())
def test_untouched_files_score_0_references_and_styles_full_and_mistakes_are_caught(number):
    failing = [result for result in results(number) if not result.held]
    assert [selftest.line(result) for result in failing] == []


@pytest.mark.slow
def test_enough_of_the_mistakes_are_named_also_of_those_written_blind():
    everything = [result for number in numbers() for result in results(number)]
    assert selftest.faults(everything) == [], selftest.summary(everything, 0)


@pytest.mark.slow
@pytest.mark.parametrize("number", numbers())
def test_mistakes_written_with_the_diagnoses_in_sight_are_named_without_exception(number):
    unnamed = [result for result in results(number)
               if not result.trial.blind and not selftest.rightly_named(result)]
    assert [selftest.line(result) for result in unnamed] == []


ONCE_MISSED = (
    "1.4/works_in_the_cache", "2.3/works_in_the_cache", "2.3/scribbles_in_the_cache",
    "3.3/works_in_the_mask", "3.6/pops_the_caches", "5.2/works_in_the_difference",
    "2.5/zero_for_the_label", "2.5/score_times_not_label", "2.5/label_overflows",
    "2.7/none_is_asked", "2.7/none_stays_put", "2.7/truth_of_an_array",
    "1.8/first_corner_left_out", "1.8/last_corner_left_out", "1.8/range_ends_early",
    "1.3/labels_made_0_and_1", "1.7/eps_term_times_n", "2.3/label_in_its_own_sum",
    "2.3/one_added", "2.5/runner_up_alone", "3.5/divided_by_the_mask", "3.5/scale_over_keep")


def test_mistakes_that_once_passed_or_had_no_name_are_caught_and_named():
    found = selftest.grade_all([trial for trial in selftest.trials() if trial.name in ONCE_MISSED])
    found = {result.trial.name: result for result in found}
    assert found.keys() == set(ONCE_MISSED)
    assert [selftest.line(result) for result in found.values()
            if not result.held or not selftest.rightly_named(result)] == []


def test_there_are_mistakes_and_styles_enough_for_the_shares_to_mean_something():
    trials = selftest.trials()
    planted = [trial for trial in trials if trial.wanted not in ("none", "full")]
    assert len(planted) >= 120 and 3 * sum(trial.blind for trial in planted) >= len(planted)
    for number in numbers():
        styles = [trial for trial in trials if trial.wanted == "full"
                  and trial.assignment.number == number and "reference" not in trial.name]
        assert len(styles) >= 3, f"assignment {number}: {[trial.name for trial in styles]}"
        for task in assignment(number).tasks:
            of_task = [trial for trial in planted if trial.ids == (task.id,)]
            assert len(of_task) >= 3, f"{task.id}: {len(of_task)} planted mistakes"


# -- the selftest itself can fail

def planted(name, *, held=True, blind=False):
    trial = Trial("7.1/some", None, ("7.1",), "", "mean forgotten | factor 2", blind=blind)
    return Result(trial, held, name, "")


@pytest.mark.parametrize("given, words", [
    ([planted("factor 2")] * 9 + [planted("")], []),
    ([planted("factor 2")] * 8 + [planted("")] * 2, ["of the mistakes at least 90%"]),
    ([planted("factor 2")] * 99 + [planted("", blind=True)],
     ["of those written blind at least 75%"]),
    ([planted("mean forgotten", held=False)], ["7.1/some: NOT CAUGHT"]),
    ([Result(Trial("a style", None, (), "", "full"), False, "", "forward: wrong")],
     ["a style: must score full, but forward: wrong"]),
    ([], []),
])
def test_what_is_not_held_and_too_few_names_are_faults(given, words):
    found = selftest.faults(given)
    assert len(found) == len(words) and all(map(str.startswith, found, words)), found


@pytest.mark.parametrize("text, said", [
    ("# task: 2.3\n# mistake: mean forgotten\nimport numpy\n# author: blind\n",
     {"task": "2.3", "mistake": "mean forgotten"}),
    ("# author: blind\n", {"author": "blind"}), ("import numpy\n# task: 2.3\n", {}),
])
def test_the_head_of_a_file_is_its_first_comments(text, said):
    assert selftest.head(text) == said


@pytest.fixture
def folders(tmp_path):
    """Empty folders of mistakes and styles."""
    for name in ("mistakes/2.6", "styles"):
        (tmp_path / name).mkdir(parents=True)
    return dict(mistakes=tmp_path / "mistakes", styles=tmp_path / "styles")


def test_a_mistake_that_is_none_and_a_style_that_is_wrong_are_told(folders):
    (folders["mistakes"] / "2.6" / "right.py").write_text("# task: 2.6\n# mistake: factor 2\n")
    (folders["styles"] / "assignment2_empty.py").write_text("import numpy as np\n")
    stream = io.StringIO()
    assert not selftest.run(stream, (2,), **folders)
    assert "2.6/right: NOT CAUGHT" in stream.getvalue()
    assert ("assignment2_empty: must score full, but forward: your file has no function "
            "log_softmax") in stream.getvalue()
    assert "planted mistakes caught: 0/1 (0%)" in stream.getvalue()


def test_a_mistake_without_a_head_is_named(folders):
    path = folders["mistakes"] / "2.6" / "mine.py"
    path.write_text("# mistake: factor 2\nimport numpy as np\n")
    with pytest.raises(ValueError, match=f"{path} must begin with the comments # task: 2.6 and "
                       "# mistake: NAME, got mistake"):
        selftest.run(io.StringIO(), (2,), **folders)


def test_an_installed_package_without_the_folders_says_so(tmp_path):
    with pytest.raises(ValueError, match="in a clone"):
        selftest.run(io.StringIO(), mistakes=tmp_path / "nowhere")
