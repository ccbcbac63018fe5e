"""Mistakes of assignment 6: choosing a network, and training one."""
import numpy as np

from scratchadv.coursework.checks import as_array
from scratchadv.coursework.diagnosis import mistake, symptom


# -- 6.3

@mistake("chosen by other digits",
         "Your choice is best on the {which} digits: which digits may decide, if the test digits "
         "are to judge?", tasks=("6.3",))
def other_digits(e):
    errors = {which: _errors(e, which) for which in ("test", "train", "valid")}
    for which in ("test", "train"):
        chosen = int(np.argmin(errors[which]))
        yield {"index": np.array(chosen), "error": errors["test"][chosen]}[e.name], {"which": which}
    both = int(np.argmin(np.add(errors["valid"], errors["test"])))
    yield {"index": np.array(both), "error": errors["test"][both]}[e.name], {"which": "test"}


@mistake("worst for best", "Your choice has the highest error of all: the lowest, or the highest "
                           "share of what?", tasks=("6.3",))
def worst(e):
    chosen = int(np.argmax(_errors(e, "valid")))
    yield {"index": np.array(chosen), "error": _errors(e, "test")[chosen]}[e.name]


@mistake("another error",
         "Your error is {which}: of which digits is the result reported?", tasks=("6.3",))
def another_error(e):
    if e.name == "error":
        chosen = int(np.argmin(_errors(e, "valid")))
        yield _errors(e, "valid")[chosen], {"which": "that of the validation digits, which chose"}
        yield _errors(e, "train")[chosen], {"which": "that of the training digits"}
        yield 1 - e.wanted, {"which": "the share that is right"}
        yield min(_errors(e, "test")), {"which": "the lowest that any network has"}


@mistake("last of equals", "Of equals you take the last: which one was asked for?", tasks=("6.3",))
def last(e):
    if e.name == "index":
        errors = _errors(e, "valid")
        yield np.array(len(errors) - 1 - int(np.argmin(errors[::-1])))


@symptom("test digits seen by the others",
         "You ask other networks than the chosen one about the test digits: what may the test "
         "digits decide?", tasks=("6.3",))
def test_digits_shown(e):
    if e.failure is None and e.part.name.startswith("no test digits") and all(
            np.array_equal(e.outcome.values[name], e.ours.values[name])
            for name in ("index", "error")):
        return {}


@mistake("count for a share", "Your error is a number of digits: which share of them is it?",
         tasks=("6.3",))
def count(e):
    if e.name == "error":
        yield e.wanted * len(e.inputs["lab"].target.test()[1])


@symptom("no name", "Your choice is no name out of lab.names: what is to be returned first?",
         tasks=("6.3",))
def no_name(e):
    if e.failure and e.failure.line is None and "list" in e.failure.message:
        return {}


def _errors(e, which):
    """The error of every network on those digits."""
    lab = e.inputs["lab"].target
    x, y = getattr(lab, which)()
    return [float((lab.predict(name, x) != y).mean()) for name in lab.names]


# -- 6.4

@symptom("training that goes astray",
         "Your training loss ends at {J:.3g}, as it does {words}.", tasks=("6.4",))
def astray(e):
    if e.name == "J" and e.failure is None:
        x, lr, run = e.inputs["x"], e.inputs["lr"], e.part.run
        for words, J in (
                ("before the first step: does anything write into W?", e.rerun(lr=0.)),
                ("where the mean over the batch is forgotten", e.rerun(lr=10 * lr)),
                ("where the mean is taken twice", e.rerun(lr=lr / 10)),
                ("where steps go up the loss", e.rerun(lr=-lr)),
                ("after a single epoch: how often does the outer loop run?",
                 e.given(run.replace("epochs=10", "epochs=1"))),
                ("with one step an epoch: how many batches has an epoch?",
                 e.given(run.replace("batch_size=10", f"batch_size={len(x)}"))),
                ("with one example a step", e.given(run.replace("batch_size=10", "batch_size=1")))):
            if abs(e.got - J) < .04 * J and abs(J - e.wanted) > .04 * e.wanted:
                return {"J": float(e.got), "words": words}


@symptom("x and y out of step",
         "Your training loss ends at {J:.3g}, hardly below the {start:.3g} of the beginning: does "
         "every x still have its own y?", tasks=("6.4",))
def out_of_step(e):
    start = e.rerun(lr=0.)
    if e.name == "J" and .8 * start < e.got < 1.2 * start:
        return {"J": float(e.got), "start": float(start)}


@symptom("always in the same order",
         "Your training loss ends at {J:.3g}, where ours is {ours:.3g}: the examples lie sorted by "
         "class. In which order does an epoch take them?", tasks=("6.4",))
def sorted_order(e):
    if e.name == "J" and np.isfinite(e.got) and e.got > e.wanted:
        return {"J": float(e.got), "ours": float(e.wanted)}


@symptom("seed fixed inside",
         "Your weights are the same for every seed: which argument is the source of chance?",
         tasks=("6.4",))
def one_seed(e):
    W, other = (as_array(e.outcome.values[name]) for name in ("W", "other_W"))
    return {} if np.allclose(W, other, rtol=1e-9) else None


@symptom("chance from elsewhere",
         "Two Generators of the same seed give you two sets of weights: does all chance come from "
         "rng?", tasks=("6.4",))
def not_from_rng(e):
    W, same = (as_array(e.outcome.values[name]) for name in ("W", "same_W"))
    return None if np.array_equal(W, same) else {}
