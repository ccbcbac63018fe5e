"""What a grader says of what it found: the table for people, results.json for machines."""
import json

import pytest

from scratchadv.coursework import feedback
from scratchadv.coursework.diagnosis import Diagnosis
from scratchadv.coursework.grading import (
    FAILED, NOT_RUN, NOT_STARTED, PASSED, WAITING, Graded, Question)
from scratchadv.coursework.tasks import Part, Task

FORWARD, GRADIENT = (Part(name, points, "", (), ()) for name, points in (
    ("forward", 2), ("gradient of s", 3)))
TASK = Task("7.1", "A loss", ("losses.softmax.softmax",), (FORWARD, GRADIENT))
MEAN = Diagnosis("mean forgotten", "Your grad_s is 5 times too large: where is the mean?")


def case(passed, held_out, about="N=5"):
    return (about, held_out, passed)


def question(*graded):
    return Question(TASK, graded)


def passed(part, cases=()):
    return Graded(part, PASSED, cases)


def failed(part, sentence="wrong values", *, cases=(), diagnosis=None, printed=""):
    return Graded(part, FAILED, cases, sentence, diagnosis, printed=printed)


# -- the honest line

@pytest.mark.parametrize("cases, line", [
    ([case(True, False), case(True, True)], "public 1/1, held-out 1/1"),
    ([case(True, False), case(True, True), case(False, True, "a batch of one")],
     "public 1/1, held-out 1/2 (the one that fails: a batch of one)"),
    ([case(True, False), case(False, True, "a batch of one"), case(False, True, "C=9")],
     "public 1/1, held-out 0/2 (those that fail: a batch of one; C=9)"),
    ([case(False, False), case(False, True, "a batch of one")], "public 0/1, held-out 0/1"),
    ([case(True, False), case(False, True, "C=9"), case(False, True, "C=9")],
     "public 1/1, held-out 0/2 (those that fail: C=9)"),
    ([], "public 0/0, held-out 0/0"),
])
def test_the_honest_line_tells_the_held_out_case_only_where_the_public_ones_pass(cases, line):
    assert feedback.cases(question(failed(FORWARD, cases=tuple(cases)))) == line


def test_the_honest_line_counts_the_cases_of_all_parts():
    both = question(passed(FORWARD, (case(True, False), case(True, True))),
                    failed(GRADIENT, cases=(case(True, False), case(False, True, "C=9"))))
    assert feedback.cases(both) == "public 2/2, held-out 1/2 (the one that fails: C=9)"


# -- the table

def lines(*graded):
    return feedback.text(question(*graded)).splitlines()


def test_a_question_that_is_right_has_its_points_and_no_parts():
    head, cases = lines(passed(FORWARD), passed(GRADIENT))
    assert head.split() == ["7.1", "A", "loss", "5/5"] and cases.strip().startswith("public")


def test_a_diagnosis_stands_in_place_of_what_was_seen_and_is_said_once():
    said = lines(failed(FORWARD, diagnosis=MEAN), failed(GRADIENT, diagnosis=MEAN))
    assert [line.strip() for line in said].count(MEAN.sentence) == 1
    assert "wrong values" not in "".join(said) and "0/2" in said[1]


def test_where_there_is_no_diagnosis_what_was_seen_is_said():
    assert "wrong values" in "".join(lines(passed(FORWARD), failed(GRADIENT)))


@pytest.mark.parametrize("verdict, sentence", [
    (NOT_STARTED, "not started"), (WAITING, "waiting for 7.0"),
    (NOT_RUN, "your file does not load: SyntaxError in line 3")])
def test_what_is_not_begun_or_not_run_is_one_line(verdict, sentence):
    line, = lines(*(Graded(part, verdict, sentence=sentence) for part in (FORWARD, GRADIENT)))
    assert line.split(maxsplit=4) == ["7.1", "A", "loss", "0/5", sentence]


def test_what_waits_for_one_thing_is_one_line_also_where_its_parts_fail_otherwise():
    word = "waiting for 7.0: mend that first"
    line, = lines(*(Graded(part, WAITING, sentence=f"{word} ({seen})")
                    for part, seen in ((FORWARD, "J is wrong"), (GRADIENT, "grad_s is wrong"))))
    assert line.endswith(f"0/5  {word}")


def test_the_first_lines_that_the_code_printed_are_shown_where_it_fails():
    shown = "\n".join(lines(failed(FORWARD, printed="one\ntwo\nthree\nfour"), passed(GRADIENT)))
    assert "it printed: three" in shown and "four" not in shown
    assert "it printed" not in "\n".join(lines(Graded(FORWARD, PASSED, printed="one"),
                                               failed(GRADIENT)))


def test_signs_that_would_steer_a_terminal_are_not_passed_on():
    shown = "".join(lines(failed(FORWARD, "ValueError: \x1b[2J\ud800"), passed(GRADIENT)))
    assert "ValueError: ?[2J?" in shown


def test_the_total_is_that_of_the_questions():
    some = [question(passed(FORWARD), failed(GRADIENT)), question(passed(FORWARD),
                                                                  passed(GRADIENT))]
    assert feedback.total(some).split() == ["total", "7/10"]


# -- Gradescope

def test_results_json_has_a_test_for_each_part_and_keeps_what_is_the_instructors_apart(tmp_path):
    path = tmp_path / "results.json"
    asked = [question(passed(FORWARD, (case(True, False),)), failed(GRADIENT, diagnosis=MEAN))]
    feedback.write_gradescope(path, asked, 1.234, {"nearly ours": ["7.1 softmax 97%"]})
    results = json.loads(path.read_text(encoding="utf-8"))
    assert results["score"] == 2 and results["execution_time"] == 1.23
    assert [test["max_score"] for test in results["tests"]] == [2, 3]
    assert [test["status"] for test in results["tests"]] == ["passed", "failed"]
    assert results["tests"][1]["output"] == MEAN.sentence
    assert results["extra_data"] == {"nearly ours": ["7.1 softmax 97%"]}
    shown = json.dumps({name: value for name, value in results.items() if name != "extra_data"})
    assert "nearly ours" not in shown and "softmax 97" not in shown


def test_results_json_takes_any_text_of_a_submission(tmp_path):
    asked = [question(failed(FORWARD, "\ud800 \x00 ü"), failed(GRADIENT))]
    feedback.write_gradescope(tmp_path / "results.json", asked, 1, {})
    results = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))
    assert results["tests"][0]["output"] == "? ? ü"
