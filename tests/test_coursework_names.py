"""One mistake has one name in all parts of its question, and what is said of it is true."""
from dataclasses import replace

import pytest

from scratchadv.coursework import cutting, feedback, grading, reference
from scratchadv.coursework.diagnosis import diagnose
from scratchadv.coursework.sandbox import Session
from scratchadv.coursework.tasks import assignment, assignments


@pytest.fixture(scope="module")
def session():
    with reference.numpy_definitions(), Session("submission") as session:
        yield session


@pytest.fixture
def graded(session):
    """(question, old, new): the package's own functions, edited; or (question, code below them)."""
    def grade(id, *edit):
        chosen = assignment(int(id[0]))
        source = cutting.solution(chosen)
        assert edit[1:] == () or source.count(edit[0]) == 1
        session.take(source.replace(*edit) if edit[1:] else f"{source}\n\n{edit[0]}\n")
        return grading.grade_task(chosen.task(id), session, reference.functions_of(chosen))
    return grade


def named(question):
    """The names of its diagnoses, each once."""
    return list(dict.fromkeys(part.diagnosis.name for part in question.parts if part.diagnosis))


@pytest.mark.parametrize("id, old, new, name", [
    ("1.3", "J = softplus(-y * s)", "J = softplus(-s)", "label left out"),
    ("1.4", "return -y * expit", "return y * expit", "sign flipped"),
    ("1.4", "expit(-y * s)", "expit(-s)", "label once only"),
    ("1.5", "np.outer(y, ", "np.outer(y ** 2, ", "label left out"),
    ("1.6", "z = eps * np", "z = -eps * np", "friendliest corner"),
    ("1.6", "softplus(z).mean(), (x", "softplus(z.mean()), (x", "mean taken too early"),
    ("1.7", "grad_w = eps *", "grad_w = -eps *", "eps term's sign"),
    ("1.7", "grad_w = eps *", "grad_w = len(y) * eps *", "mean for a sum"),
    ("2.2", "J = -log_p", "J = log_p", "sign flipped"),
    ("2.3", "grad_s[np.arange(N), y] = 0", "pass", "label in its own sum"),
    ("2.6", "eps * unit_rows(g)", "eps * g", "sign forgotten"),
    ("3.2", "grad_b = grad_z.sum(axis=0)", "grad_b = grad_z.sum(0, keepdims=True)", "axis kept"),
])
def test_a_value_that_was_wrong_before_is_given_no_second_name(id, old, new, name, graded):
    assert named(graded(id, old, new)) == [name]


def test_a_later_part_that_is_wrong_too_and_has_no_name_says_what_was_seen(graded):
    question = graded("1.3", "J = softplus(-y * s)", "J = softplus(-s)")
    part = next(part for part in question.parts if part.part.name == "batch of one")
    assert (part.diagnosis, part.sentence) == (None, "J has the right shape and wrong values")


def test_another_function_and_another_value_of_the_question_have_names_of_their_own(graded):
    assert named(graded("2.6", "def sign_step(x, g, eps, low, high):\n    return np.clip("
                        "x - eps * np.sign(g), low, high)\n\n\ndef l1_step(x, g, eps, low, high):\n"
                        "    return x")) == ["down the loss", "argument handed back"]
    assert named(graded("1.2", "def growth(w, eps):\n    return np.abs(w).sum()\n\n\n"
                        "def noise_growth(w, eps):\n    return eps ** 2 * (w ** 2).sum()")) == [
                            "eps missing", "variance for deviation"]


def test_what_is_no_wrong_value_keeps_its_name_after_one(graded):
    naive = "def softplus(z):\n    return np.log(1 + np.exp(z))"
    assert named(graded("1.3", naive)) == ["unstable", "1 lost beside it"]


# -- what is said is true

def said(question):
    return feedback.text(question)


@pytest.mark.parametrize("id, code", [
    ("1.1", "def best_eta(w, eps):\n    return eps * w / np.abs(w)"),
    ("2.2", "def softmax_cross_entropy_forward(s, y):\n    p = softmax(s)\n"
            "    return -np.log(p[np.arange(len(y)), y]).mean(), (np.log(p), y)"),
    ("1.2", "def growth(w, eps):\n    return np.nan")])
def test_a_nan_is_said_to_come_of_a_large_number_or_of_0(id, code, graded):
    question = graded(id, code)
    assert named(question) == ["unstable"]
    assert "too large for a float, or 0 where it is divided by or its logarithm is taken?" in (
        said(question))


def test_a_division_by_0_at_a_batch_of_one_is_no_lost_axis(graded):
    shown = said(graded("1.4", "(grad_J / len(y))\n\n\n# -- 1.5", "(grad_J / (len(y) - 1))\n\n\n#"))
    assert "ZeroDivisionError in line" in shown and "which axis" not in shown


@pytest.mark.parametrize("number, words", [
    ("scale / keep", "holds 4 where it keeps, which is scale over keep."),
    ("1 / keep", "holds 1.25 where it keeps, which is 1 over keep."),
    ("1 / (1 - keep)", "holds 5 where it keeps, which is 1 over the share that is dropped.")])
def test_a_mask_of_another_scale_is_told_which(number, words, graded):
    assert words in said(graded("3.5", "np.asarray(scale, dtype)", f"np.asarray({number}, dtype)"))


@pytest.mark.parametrize("id, old, new", [
    ("1.1", "return eps * np.sign(w)", "return -eps * np.sign(w)"),
    ("3.1", "grad[i] = (", "grad[i] = -(")])
def test_where_there_is_no_loss_a_wrong_sign_is_told_without_one(id, old, new, graded):
    question = graded(id, old, new)
    assert named(question) == ["sign flipped"] and "loss" not in said(question)


@pytest.mark.parametrize("id, words", [
    ("1.2", "growth and noise_growth together take 46 times as long as ours"),
    ("2.1", "log_softmax and softmax together take 46 times as long as ours"),
    ("2.2", "softmax_cross_entropy_forward takes 46 times as long as ours")])
def test_a_slow_program_is_told_with_all_functions_that_it_calls(id, words):
    chosen = assignment(int(id[0]))
    task, functions = chosen.task(id), reference.functions_of(chosen)
    part, = (part for part in task.parts if part.name == "speed")
    inputs = task.parts[0].cases[0].make(task.rng(task.parts[0], 0))
    ours = replace(reference.run(part.run, part.gives, inputs, functions), seconds=.01)
    slow, = diagnose(task, part, inputs, ours, replace(ours, seconds=.46), functions)
    assert words in slow.sentence and "over the examples" not in slow.sentence


def test_a_wrong_value_that_needs_too_much_memory_for_many_examples_is_named_once(graded):
    question = graded("2.2", "-log_p[np.arange(len(y)), y].mean()", "-log_p[:, y].mean()")
    assert named(question) == ["every label for every row"]
    assert question.parts[-1].part.name == "speed" and "MemoryError" not in said(question)


@pytest.mark.parametrize("id, old, new, name", [
    ("3.3", "np.zeros((*grad_h.shape, K), grad_h.dtype)", "np.zeros((*grad_h.shape, K))", "grad_z"),
    ("1.7", "grad_w = eps *", "grad_w = np.zeros(len(w)) + eps *", "grad_w")])
def test_a_lost_dtype_is_told_of_the_value_that_has_lost_it(id, old, new, name, graded):
    question = graded(id, old, new)
    assert named(question) == ["dtype lost"]
    assert f"Your {name} is right and of dtype float64" in said(question)


# -- names that students know

@pytest.mark.parametrize("id, old, new, words", [
    ("1.3", "return J, (s, y)", "return J, (s, y), 1",
     "logistic_forward gives 3 values, J and cache are wanted"),
    ("1.3", "return J, (s, y)", "return J",
     "logistic_forward gives 1 value, J and cache are wanted"),
    ("1.3", "return J, (s, y)", "return [J]",
     "logistic_forward gives 1 value, J and cache are wanted"),
    ("1.3", "return J, (s, y)", "return", "Your function gives None"),
    ("1.8", "return losses.max(axis=0), losses.min(axis=0)", "return losses.max(axis=0)",
     "corner_losses gives 1 value, worst and friendliest are wanted"),
    ("3.2", "return grad_x, grad_W, grad_b", "yield from (grad_x, grad_W)",
     "affine_backward gives 2 values, grad_x, grad_W and grad_b are wanted"),
    ("3.6", "return grad_inputs, grad_thetas", "return grad_thetas",
     "chain_backward gives 5 values, grad_inputs and grad_thetas are wanted"),
    ("6.1", "return (0.0 if k == 0 else low), (1.0 if k == n else high)", "return low",
     "wilson_interval gives 1 value, low and high are wanted")])
def test_too_many_or_too_few_values_are_counted_by_the_functions_name(id, old, new, words, graded):
    question = graded(id, old, new)
    assert words in said(question) and "unpack" not in said(question)


def test_several_values_in_a_list_or_an_array_are_taken_as_they_were(graded):
    for new in ("return [losses.max(axis=0), losses.min(axis=0)]",
                "return np.array([losses.max(axis=0), losses.min(axis=0)])",
                "return (f(losses, axis=0) for f in (np.max, np.min))"):
        question = graded("1.8", "return losses.max(axis=0), losses.min(axis=0)", new)
        assert question.points == question.task.points


def test_a_wrong_growth_is_told_by_the_functions_name(graded):
    assert "Your growth is twice" in said(graded("1.2", "return eps * np.abs(w).sum()\n\n\ndef",
                                                 "return 2 * eps * np.abs(w).sum()\n\n\ndef"))


def test_a_complex_number_is_no_right_one(graded):
    question = graded("1.2", "return eps * np.abs(w).sum()\n\n\ndef",
                      "return eps * np.abs(w).sum() + 0j\n\n\ndef")
    assert "growth must be real, got complex numbers" in said(question)
    assert question.parts[0].points == 0


def test_a_function_that_is_missing_is_told_by_its_name(graded):
    shown = said(graded("2.1", "def softmax(s):", "def my_softmax(s):"))
    assert "your file has no function softmax; keep the names that were handed out" in shown


@pytest.mark.parametrize("number", assignments())
def test_another_assignments_file_is_told_which_functions_it_lacks(number):
    others = cutting.solution(assignment(number % 6 + 1))
    for question in grading.grade_source(assignment(number), others):
        lines = said(question)
        assert question.points == 0 and "NameError" not in lines
        assert "your file has no function" in lines or "waiting for" in lines, lines
