"""Whatever a submission gives back, looking for its mistake raises nothing."""
import numpy as np
import pytest

from scratchadv.coursework import reference
from scratchadv.coursework.diagnosis import classes, diagnose
from scratchadv.coursework.outcome import Failure, Outcome
from scratchadv.coursework.tasks import assignment
from scratchadv.coursework.wire import Other

TASKS = [(number, task.id) for number in (1, 3) for task in assignment(number).tasks]
ODD = [None, "nonsense", Other("function"), True, 0, -1.5, float("nan"), [], (), {}, [np.ones(3)],
       np.zeros(0), np.array(2.0), np.ones((1, 1)), np.full((5, 7), np.inf), np.arange(4),
       np.ones((5, 7, 4, 3), np.float32), np.ones(5, complex), np.ones((5, 4), bool)]
FAILURES = [Failure("raised", "", "ValueError", "not enough values to unpack", None),
            Failure("raised", "", "TypeError", "missing 1 required positional argument", 7),
            Failure("raised", "", "KeyError", "", None), Failure("time", "it was stopped")]


@pytest.mark.parametrize("number, id", TASKS)
def test_odd_values_break_no_diagnosis(number, id):
    task = assignment(number).task(id)
    functions = reference.functions_of(assignment(number))
    for part in task.parts:
        if part.name == "speed":
            continue
        case = part.cases[0]
        inputs = case.make(task.rng(part, 0))
        with reference.numpy_definitions():
            ours = reference.run(part.run, part.gives, inputs, functions)
            for value in ODD:
                theirs = Outcome(dict.fromkeys(part.gives, value))
                diagnose(task, part, inputs, ours, theirs, functions, case.about)
            for failure in FAILURES:
                diagnose(task, part, inputs, ours, Outcome(failure=failure), functions, case.about)


SINGLE = [(number, id) for number, id in TASKS
          if "dtype kept" in [part.name for part in assignment(number).task(id).parts]]


@pytest.mark.parametrize("number, id", [pair for pair in SINGLE if pair[1] != "3.5"])
def test_right_values_of_another_dtype_have_that_mistake_and_none_of_the_questions_own(number, id):
    task, functions = assignment(number).task(id), reference.functions_of(assignment(number))
    part = next(part for part in task.parts if part.name == "dtype kept")
    mine = {one.name for one in classes() if id in one.tasks}
    for i, case in enumerate(part.cases):
        inputs = case.make(task.rng(part, i))
        double = {name: value.astype(float) if getattr(value, "dtype", None) == np.float32
                  else value for name, value in inputs.items()}
        with reference.numpy_definitions():
            ours, theirs = (reference.run(part.run, part.gives, given, functions)
                            for given in (inputs, double))
            found = diagnose(task, part, inputs, ours, theirs, functions, case.about)
        names = {one.name for one in found}
        assert "dtype lost" in names and not names & mine
