"""Which mistake it is: what the student got, compared with what the usual mistakes would give.

A diagnosis is a small function with a name and a sentence. A @mistake makes the value that one
mistake gives, from the inputs and the package's functions; a @symptom looks at what came, for
failures that leave no value. They live in diagnoses/*.py and are tried in the order of the files'
names, those that name their tasks before the others.

    @mistake("mean forgotten", "Your {name} is {N} times too large, and {N} is the batch: "
                               "where is the mean?")
    def mean_forgotten(e):
        return e.N * e.wanted

The sentence teaches without giving the answer away. A @mistake may return None (does not apply), or
yield several values, each alone or as (value, {field of the sentence: ...}).
"""
import functools
import importlib
import inspect
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from scratchadv.coursework import programs, reference
from scratchadv.coursework.checks import as_array, equal, rounding
from scratchadv.coursework.outcome import Outcome

EXAMPLES = ("y", "x", "s", "q", "z")             # inputs with one row an example
MISTAKES = []                                    # of Class


class Diagnosis(NamedTuple):
    """A named mistake."""

    name: str
    sentence: str


class Class(NamedTuple):
    """One diagnosis class: its function makes values (kind "mistake") or fields ("symptom")."""

    name: str
    sentence: str
    tasks: tuple
    kind: str
    function: Callable


def mistake(name, sentence, *, tasks=()):
    """Decorate Evidence -> the mistaken value.  tasks: ids it is for; none: every task."""
    return functools.partial(_register, name, sentence, tasks, "mistake")


def symptom(name, sentence, *, tasks=()):
    """Decorate Evidence -> fields of the sentence where it applies, else None."""
    return functools.partial(_register, name, sentence, tasks, "symptom")


def _register(name, sentence, tasks, kind, function):
    assert isinstance(tasks, tuple), f"tasks of {name} must be a tuple"
    MISTAKES.append(Class(name, sentence, tasks, kind, function))
    return function


@dataclass(frozen=True)
class Evidence:
    """One value of one case: what was asked, what came, and the means to make mistakes with."""

    task: object
    part: object
    name: str                                    # of the value that is wrong, "grad_s"
    inputs: dict
    functions: dict                              # the package's, {name: function}
    wanted: object                               # an array, where the value is a number or array
    got: object                                  # likewise, or None
    ours: Outcome
    outcome: Outcome
    about: str = ""                              # of the case

    @property
    def failure(self):
        """Failure where the program did not come to its end, or None."""
        return self.outcome.failure

    @property
    def N(self):
        """The number of examples, or None where no input has rows."""
        for name in EXAMPLES:
            value = self.inputs.get(name)
            if isinstance(value, np.ndarray) and value.ndim:
                return len(value)

    def fresh(self, *names):
        """Copies of inputs, Generators and all, for a mistaken formula."""
        values = [reference.fresh(self.inputs[name]) for name in names]
        return values[0] if len(values) == 1 else values

    def rerun(self, **changed):
        """The value as ours would be with other inputs, as e.rerun(eps=-eps)."""
        return self._value(self.part.run, {**self.inputs, **changed}, self.functions)

    def instead(self, **functions):
        """The value as ours would be with other functions, as e.instead(softmax=mistaken).

        The program calls what it names: where one package function calls another, that one stays.
        """
        return self._value(self.part.run, self.inputs, {**self.functions, **functions})

    def given(self, program, name=None):
        """A value of another program over the same inputs and functions."""
        return self._value(program, self.inputs, self.functions, name)

    def _value(self, program, inputs, functions, name=None):
        name = name or self.name
        return as_array(reference.run(program, (name,), inputs, functions).values[name])


@functools.cache
def classes():
    """Every diagnosis class of diagnoses/*.py."""
    from scratchadv.coursework import diagnoses
    for module in sorted(module.name for module in pkgutil.iter_modules(diagnoses.__path__)):
        importlib.import_module(f"{diagnoses.__name__}.{module}")
    return tuple(MISTAKES)


def diagnose(task, part, inputs, wanted, got, functions, about=""):
    """The diagnoses that fit one case, the most specific first.  wanted, got: Outcome

    -> [Diagnosis, ...]; empty where no class fits, and where nothing is wrong.
    """
    evidence = _evidence(task, part, inputs, wanted, got, functions, about)
    if evidence is None:
        return []
    ordered = ([c for c in classes() if task.id in c.tasks] + [c for c in classes() if not c.tasks])
    if part.name == "speed":                     # large inputs; wrong values show elsewhere too
        ordered = [c for c in ordered if c.kind == "symptom"]
    with np.errstate(all="ignore"):
        found = [_fits(candidate, evidence) for candidate in ordered]
    return [diagnosis for diagnosis in found if diagnosis]


def diagnose_part(task, part, failed, functions, names=None):
    """One Diagnosis for all failed cases of a part, or None.

    failed: [(case, inputs, ours, theirs)].  names: of those that may be told; None: all.

    The first case decides among those that also fit the others; where none fits all, it alone.
    """
    found = [[one for one in diagnose(task, part, inputs, ours, theirs, functions, case.about)
              if names is None or one.name in names]
             for case, inputs, ours, theirs in failed[:4]]
    found = [diagnoses for diagnoses in found if diagnoses]
    if not found:
        return None
    common = [d for d in found[0] if all(d.name in [o.name for o in others] for others in found)]
    return (common or found[0])[0]


def _evidence(task, part, inputs, ours, theirs, functions, about):
    """Evidence on the first value that is wrong; on the first of all where none came or all fit."""
    name = part.gives[0]
    if theirs.failure is None:
        dtypes = (name for name in part.gives if _dtype(ours, name) != _dtype(theirs, name))
        name = _first_wrong(part, ours, theirs) or next(dtypes, name)
    wanted = as_array(ours.values[name])
    got = as_array(theirs.values[name]) if theirs.failure is None else None
    return Evidence(task, part, name, inputs, functions, wanted, got, ours, theirs, about)


def _first_wrong(part, ours, theirs):
    """The name of the first value that is not ours, whatever its dtype, or None."""
    for name in part.gives:
        wanted, got = as_array(ours.values[name]), as_array(theirs.values[name])
        if wanted is None:
            if ours.values[name] is None and got is not None:
                return name
        elif got is None or not equal(wanted, got, *rounding(wanted)):
            return name


def _dtype(outcome, name):
    """Of an array; None for numbers."""
    array = as_array(outcome.values[name])
    return array.dtype if array is not None and array.ndim else None


def wrong_value(part, failed, functions):
    """What is wrong in a part, as programs.sources has it of the first wrong value; or nothing.

    An error, a NaN, a dtype or a slow answer is no wrong value: each speaks for itself.
    """
    for _, _, ours, theirs in failed:
        name = None if theirs.failure else _first_wrong(part, ours, theirs)
        if name:
            wanted, got = as_array(ours.values[name]), as_array(theirs.values[name])
            if (got is None or np.isfinite(got).all() or wanted is None
                    or not np.isfinite(wanted).all()):
                return programs.sources(part.run, name, functions)
    return frozenset()


def _fits(candidate, e):
    """The Diagnosis, where this class fits the evidence; None where not, or it cannot tell."""
    try:
        if candidate.kind == "symptom":
            fields = candidate.function(e)
            return None if fields is None else _diagnosis(candidate, e, fields)
        if e.got is None or e.wanted is None or equal(e.wanted, e.got, *rounding(e.wanted)):
            return None
        values = candidate.function(e)
        for value in values if inspect.isgenerator(values) else [values]:
            value, fields = value if type(value) is tuple else (value, {})
            if value is not None and _tells(np.asarray(value), e):
                return _diagnosis(candidate, e, fields)
    except (KeyError, ValueError, IndexError, TypeError, AttributeError, ArithmeticError,
            StopIteration):
        return None                              # made for inputs of another form


def _tells(value, e):
    """Whether a mistaken value is what came, and could not be anything else's: right or infinite
    values are those of many mistakes."""
    if value.dtype.kind == "f" and not np.isfinite(value).all():
        return False
    rtol, atol = rounding(e.wanted)
    return equal(value, e.got, 1e-6, 1e-8) and not equal(
        value, e.wanted, max(rtol, 1e-6), max(atol, 1e-8))


def _diagnosis(candidate, e, fields):
    sentence = candidate.sentence.format(**{"name": e.name, "N": e.N, **fields})
    return Diagnosis(candidate.name, sentence)
