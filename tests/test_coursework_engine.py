"""Coursework end to end: made, graded, named; assignment 2 stands for all."""
import json

import numpy as np
import pytest

from scratchadv import attacks, cli, models
from scratchadv.coursework import cutting, feedback, grading, making, originals
from scratchadv.coursework.grading import FAILED, WAITING
from scratchadv.coursework.tasks import assignment

SOFTMAX = assignment(2)


def graded(tmp_path, source, **options):
    """-> [Question, ...] of a submission to assignment 2"""
    (tmp_path / "assignment2.py").write_text(source)
    return grading.grade(SOFTMAX, tmp_path, **options)


def with_edit(old, new):
    """The package's own functions with one edit."""
    source = cutting.solution(SOFTMAX)
    assert source.count(old) == 1
    return source.replace(old, new)


def test_make_never_overwrites_what_is_there_unless_named(tmp_path):
    assert set(making.make(SOFTMAX, tmp_path).values()) == {"written"}
    mine = tmp_path / "assignment2.py"
    mine.write_text("# my work\n")
    assert making.make(SOFTMAX, tmp_path)["assignment2.py"] == "kept"
    assert mine.read_text() == "# my work\n"
    making.make(SOFTMAX, tmp_path, overwrite=("assignment2.py",))
    assert mine.read_text() == cutting.skeleton(SOFTMAX)


def test_an_untouched_file_scores_0_without_a_traceback(tmp_path, capsys):
    making.make(SOFTMAX, tmp_path)
    assert cli.main(["coursework", "grade", "2", str(tmp_path)]) == 0
    printed = capsys.readouterr().out
    assert "total" in printed and "Traceback" not in printed
    assert f"0/{SOFTMAX.points}" in printed
    assert "not started" in printed and "waiting for 2.2" in printed


def test_the_packages_own_functions_score_full(tmp_path):
    for question in graded(tmp_path, cutting.solution(SOFTMAX)):
        assert question.points == question.task.points, feedback.text(question)


def test_a_forgotten_mean_is_named_with_the_size_of_the_batch(tmp_path):
    question, = graded(tmp_path, with_edit("grad_s * (grad_J / N)", "grad_s * grad_J"), ids=["2.3"])
    assert question.diagnosis.name == "mean forgotten"
    assert "5 times too large, and 5 is the batch" in feedback.text(question)
    assert question.points < question.task.points


def test_a_write_into_the_cache_costs_its_point_and_is_told_kindly(tmp_path):
    source = with_edit("grad_s = np.exp(log_p)", "grad_s = np.exp(log_p, out=log_p)")
    question, = graded(tmp_path, source, ids=["2.3"])
    assert question.points == question.task.points - 1
    assert "changes what lies in cache" in feedback.text(question)
    assert "would a copy do?" in feedback.text(question)


def test_whoever_does_not_serve_y_none_is_told_what_to_do(tmp_path):
    source = with_edit("    if y is None:\n        y = net.predict(x)\n", "")
    question, = graded(tmp_path, source, ids=["2.7"])
    assert question.points == question.task.points - 1
    assert "Called without y your fgsm stops with an error" in feedback.text(question)
    assert "Ask the net which labels it predicts itself" in feedback.text(question)


def test_the_honest_line_says_what_the_failing_held_out_case_has(tmp_path):
    source = with_edit("    rows = np.arange(len(y))\n",
                       "    if s.max() > 500:\n        return -s\n    rows = np.arange(len(y))\n")
    question, = graded(tmp_path, source, ids=["2.5"])
    assert "public 6/6, held-out 5/6 (the one that fails: a label that leads by 1000)" in (
        feedback.text(question))


def test_a_key_changes_the_held_out_cases_and_not_the_public_ones():
    task = SOFTMAX.task("2.3")
    part = task.parts[0]
    for number, case in enumerate(part.cases):
        one, other = (case.make(task.rng(part, number, key))["s"] for key in ("one", "other"))
        assert np.array_equal(one, other) == (not case.held_out)


def test_results_json_has_what_gradescope_reads(tmp_path):
    making.make(SOFTMAX, tmp_path)
    path = tmp_path / "results.json"
    assert cli.main(["coursework", "grade", "2", str(tmp_path), "--json", str(path)]) == 0
    results = json.loads(path.read_text())
    assert results["score"] == 0
    assert sum(test["max_score"] for test in results["tests"]) == SOFTMAX.points


@pytest.mark.parametrize("arguments, sentence", [
    (["grade", "9"], "assignment must be one of"),
    (["grade", "2", "/no/such/folder"], "DIR must hold assignment2.py"),
])
def test_a_mistake_on_the_command_line_is_one_sentence(arguments, sentence, capsys):
    assert cli.main(["coursework", *arguments]) == 2
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize("norm", [np.inf, 2, 1])
@pytest.mark.parametrize("targeted", [False, True])
def test_the_plain_fgsm_is_that_of_the_package(norm, targeted, rng):
    net = models.softmax_regression(7, 3, rng=rng, dtype=np.float64)
    net.parameters()["layer0.W"][...] = rng.normal(size=(7, 3))
    x, y = rng.uniform(size=(5, 7)), rng.integers(0, 3, 5)
    options = dict(eps=.25, norm=norm, targeted=targeted)
    assert np.array_equal(originals.fgsm(net, x, y, **options), attacks.fgsm(net, x, y, **options))


def test_the_plain_input_gradient_is_that_of_the_package(rng):
    net = models.softmax_regression(7, 3, rng=rng, dtype=np.float64)
    W, b = net.parameters().values()
    W[...], b[...] = rng.normal(size=W.shape), rng.normal(size=b.shape)
    x, y = rng.uniform(size=(5, 7)), rng.integers(0, 3, 5)
    assert np.allclose(originals.softmax_grad_x(x, W, b, y), net.grad_x(x, y), rtol=1e-12)


def test_a_part_waits_for_the_questions_that_it_stands_on_and_no_other(tmp_path):
    source = cutting.solution(assignment(3))
    assert source.count("rng.random(shape) < keep") == source.count("x, cache = forward(x, ") == 1
    source = source.replace("rng.random(shape) < keep", "rng.random(shape) < keep ** 2")
    source = source.replace("x, cache = forward(x, ", "x, cache = forward(np.cos(x), ")
    _, chain = grading.grade_source(assignment(3), source, tmp_path, ids=["3.5", "3.6"])
    verdicts = {graded.part.name: graded.verdict for graded in chain.parts}
    assert verdicts["forward"] == FAILED and verdicts["a maxout network"] == WAITING
