"""Which mistake it is: values that mistakes would give, symptoms, and who is asked first."""
import numpy as np
import pytest

from scratchadv.coursework import diagnosis
from scratchadv.coursework.diagnosis import diagnose, diagnose_part
from scratchadv.coursework.outcome import Failure, Outcome
from scratchadv.coursework.tasks import Part, Task, assignments, public
from scratchadv.coursework.wire import Other, Seed

N, D = 5, 7
PART = Part("gradient", 1, "grad = double(x)", ("grad",), ())
TASK = Task("7.1", "twice", (), (PART,))


def double(x):
    return 2 * x


@pytest.fixture
def classes(monkeypatch):
    """The registry, empty: a test adds its own."""
    monkeypatch.setattr(diagnosis, "MISTAKES", [])
    monkeypatch.setattr(diagnosis, "classes", lambda: tuple(diagnosis.MISTAKES))


def outcome(value, **options):
    return Outcome({"grad": value}, **options)


def found(got, *, inputs=None, part=PART, task=TASK, about="", **options):
    """Names of the diagnoses of one case in which grad should have been 2 x."""
    inputs = inputs or {"x": np.random.default_rng(0).normal(size=(N, D))}
    theirs = got if isinstance(got, Outcome) else outcome(got(inputs["x"]), **options)
    ours = outcome(2 * inputs["x"]) if "x" in inputs else outcome(np.ones(3))
    return [(one.name, one.sentence) for one in
            diagnose(task, part, inputs, ours, theirs, {"double": double}, about)]


# -- the machinery

def test_a_mistake_is_named_where_its_value_came_and_not_elsewhere(classes):
    diagnosis.mistake("cube", "Your {name} is cubed, N {N}.")(lambda e: e.inputs["x"] ** 3)
    assert found(lambda x: x ** 3) == [("cube", "Your grad is cubed, N 5.")]
    assert found(lambda x: x ** 4) == []
    assert found(lambda x: x[:1] ** 3) == []


def test_a_right_value_has_no_mistake_even_where_one_gives_the_same(classes):
    diagnosis.mistake("twice", "Twice.")(lambda e: e.wanted)
    assert found(lambda x: 2 * x) == []


def test_a_mistake_may_make_several_values_with_fields_of_their_own(classes):
    @diagnosis.mistake("power", "Power {k}.")
    def power(e):
        for k in (3, 4):
            yield e.inputs["x"] ** k, {"k": k}

    assert found(lambda x: x ** 4) == [("power", "Power 4.")]


def test_a_class_for_the_task_comes_before_those_for_all_and_one_for_others_not_at_all(classes):
    diagnosis.mistake("any", "")(lambda e: e.inputs["x"])
    diagnosis.mistake("other", "", tasks=("7.2",))(lambda e: e.inputs["x"])
    diagnosis.mistake("mine", "", tasks=("7.1", "7.3"))(lambda e: e.inputs["x"])
    assert [name for name, _ in found(lambda x: x)] == ["mine", "any"]


def test_a_class_made_for_other_inputs_does_not_apply(classes):
    diagnosis.mistake("key", "")(lambda e: e.inputs["W"])
    diagnosis.mistake("shape", "")(lambda e: e.inputs["x"] @ np.ones(3))
    diagnosis.mistake("attribute", "")(lambda e: e.inputs["x"].nothing)
    diagnosis.mistake("none", "")(lambda e: None)
    assert found(lambda x: x) == []


def test_a_symptom_applies_where_it_gives_fields_also_without_a_value(classes):
    diagnosis.symptom("raised", "It raised {kind}.")(
        lambda e: {"kind": e.failure.type} if e.failure else None)
    failed = Outcome(failure=Failure("raised", "", type="KeyError"))
    assert found(failed) == [("raised", "It raised KeyError.")]
    assert found(lambda x: x) == []


def test_evidence_reruns_the_program_with_other_inputs_functions_and_programs(classes):
    seen = {}

    @diagnosis.symptom("look", "")
    def look(e):
        seen.update(rerun=e.rerun(x=np.ones(2)), instead=e.instead(double=lambda x: 3 * x),
                    given=e.given("z = double(x) + 1", "z"), N=e.N, x=e.inputs["x"],
                    fresh=e.fresh("x"))
        return {}

    assert found(lambda x: x) == [("look", "")]
    assert np.array_equal(seen["rerun"], [2, 2]) and seen["N"] == N
    assert np.array_equal(seen["instead"], 3 * seen["x"])
    assert np.array_equal(seen["given"], 2 * seen["x"] + 1)
    assert np.array_equal(seen["fresh"], seen["x"]) and seen["fresh"] is not seen["x"]


def test_a_seed_is_a_fresh_generator_each_time(classes):
    drawn = []
    diagnosis.symptom("draw", "")(lambda e: drawn.append(e.fresh("rng").normal()))
    for _ in range(2):
        found(lambda x: x, inputs={"x": np.ones(2), "rng": Seed(3)})
    assert drawn == [np.random.default_rng(3).normal()] * 2


def test_no_mistake_is_made_of_the_large_inputs_of_the_speed_part(classes):
    diagnosis.mistake("cube", "")(lambda e: e.inputs["x"] ** 3)
    diagnosis.symptom("seen", "")(lambda e: {})
    assert [name for name, _ in found(lambda x: x ** 3)] == ["cube", "seen"]
    speed = Part("speed", 1, PART.run, PART.gives, ())
    assert [name for name, _ in found(lambda x: x ** 3, part=speed)] == ["seen"]


def test_one_diagnosis_fits_all_failed_cases_or_else_the_first(classes):
    diagnosis.mistake("cube", "")(lambda e: e.inputs["x"] ** 3)
    diagnosis.mistake("plain", "")(lambda e: e.inputs["x"])
    one, other = np.ones((N, D)), np.full((N, D), 3.)          # 1 is its own cube

    def failed(x, value):
        return public("a case", None), {"x": x}, outcome(2 * x), outcome(value)

    def named(*cases):
        return diagnose_part(TASK, PART, list(cases), {"double": double})

    assert named(failed(one, one)).name == "cube"
    assert named(failed(one, one), failed(other, other)).name == "plain"
    assert named(failed(one, one), failed(other, 7 * other)).name == "cube"
    assert named(failed(other, 7 * other)) is None


# -- the classes that serve every task

def test_the_cache_of_every_backward_function_is_watched():
    for chosen in assignments().values():
        for task in chosen.tasks:
            if any(name.endswith("_backward") for name in task.functions):
                asked = [part for part in task.parts if part.name == "arguments not modified"]
                assert asked and all("watch(cache" in part.run for part in asked), task.id


@pytest.mark.parametrize("name, mistaken", [
    ("sign flipped", lambda x: -2 * x), ("mean forgotten", lambda x: 2 * N * x),
    ("mean taken twice", lambda x: 2 * x / N), ("factor 2", lambda x: 4 * x),
    ("factor 1/2", lambda x: x.copy()), ("sign lost", lambda x: np.abs(2 * x)),
    ("sign flipped, mean forgotten", lambda x: -2 * N * x),
    ("mean over the wrong axis", lambda x: 2 * x / D), ("transposed", lambda x: 2 * x.T),
    ("constant factor", lambda x: 2.34 * x), ("constant added", lambda x: 2 * x + .1),
    ("nothing but zeros", np.zeros_like), ("rounded to whole numbers", lambda x: np.trunc(2 * x)),
    ("only part of the batch", lambda x: 2 * x * (np.arange(N) == 0)[:, None]),
    ("returns nothing", lambda x: None), ("unstable", lambda x: 2 * x * np.nan),
    ("axis kept", lambda x: 2 * x[None]), ("wrong shape", lambda x: x[:2]),
    ("dtype lost", lambda x: np.float32(2 * x)),
])
def test_the_usual_mistakes_have_their_names(name, mistaken):
    assert name in [one for one, _ in found(mistaken)][:2]


@pytest.mark.parametrize("name, theirs", [
    ("no array", outcome(Other("generator"))), ("input modified", outcome(None, modified=["x"])),
    ("truth of an array", Outcome(failure=Failure(
        "raised", "", "ValueError", "The truth value of an array with more than one element", 3))),
    ("shapes do not fit", Outcome(failure=Failure(
        "raised", "", "ValueError", "operands could not be broadcast together", 3))),
])
def test_symptoms_without_a_value_have_their_names(name, theirs):
    assert name in [one for one, _ in found(theirs)]


def test_every_class_has_a_name_and_a_sentence_that_asks_or_tells():
    for one in diagnosis.classes():
        assert one.name and one.sentence.rstrip()[-1] in ".?!)", one.name
