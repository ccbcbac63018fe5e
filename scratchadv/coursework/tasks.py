"""Task, Part and Case: a question of an assignment, declared.

A Part is one short program over the task's functions, run twice on the same inputs: in the
submission's process with the student's functions, and in the grader with the package's. What the
two give is compared. Nothing else is stored: no answers, and no expected numbers.
"""
import functools
import hashlib
import importlib
import pkgutil
import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from scratchadv.coursework import assignments as folder
from scratchadv.coursework.checks import close, fast, same_dtype, untouched

PUBLIC_KEY = "public"
HELD_OUT_KEY = "scratchadv"                      # unless the instructor gives another


@dataclass(frozen=True)
class Case:
    """One set of inputs.  about: what it is, as in "the one that fails has a batch of one"."""

    about: str
    make: Callable                               # rng -> {name: input}
    held_out: bool = False


@dataclass(frozen=True)
class Part:
    """What points are given for.

    run: the program.  gives: the names whose values are compared, in this order.
    check: (wanted, got, gives) -> None, or a sentence that says what is wrong (checks.py).
    tries: how often a case may be tried until it passes, for what depends on the clock.
    needs: ids of the questions that it stands on, beside those of its task.
    """

    name: str
    points: int
    run: str
    gives: tuple
    cases: tuple
    check: Callable = close()
    tries: int = 1
    seconds: float | None = None                 # allowed for one case, where 5 are too few
    needs: tuple = ()


@dataclass(frozen=True)
class Task:
    """One question, cut from the package.

    functions: those the student writes, as "losses.softmax.softmax", in the order of the file.
    given: what the student file contains whole, functions or constants.
    needs: ids of the questions it stands on.  docs: {function: docstring} where the package's own
    gives the answer away.
    """

    id: str
    title: str
    functions: tuple
    parts: tuple
    needs: tuple = ()
    given: tuple = ()
    docs: dict = None

    @property
    def points(self):
        """Points of all parts together."""
        return sum(part.points for part in self.parts)

    def rng(self, part, number, key=HELD_OUT_KEY):
        """The generator of a case: public cases have one of their own, the others follow key."""
        key = key if part.cases[number].held_out else PUBLIC_KEY
        text = f"{key}/{self.id}/{part.name}/{number}".encode()
        return np.random.default_rng(int.from_bytes(hashlib.sha256(text).digest()[:8], "big"))


@dataclass(frozen=True)
class Assignment:
    """number, title and tasks of assignments/assignmentN.py."""

    number: int
    title: str
    tasks: tuple

    @property
    def name(self):
        """Of the student file: "assignment2"."""
        return f"assignment{self.number}"

    @property
    def points(self):
        """Points of all tasks together."""
        return sum(task.points for task in self.tasks)

    def task(self, id):
        """The task of an id.  ValueError where there is none."""
        for task in self.tasks:
            if task.id == id:
                return task
        raise ValueError(f"question must be one of {', '.join(task.id for task in self.tasks)}, "
                         f"got {id!r}")


def numbers():
    """Of all assignments: of the files assignments/assignmentN.py."""
    names = [module.name for module in pkgutil.iter_modules(folder.__path__)]
    return sorted(int(found[1]) for found in map(re.compile(r"assignment(\d+)").fullmatch, names)
                  if found)


@functools.cache
def assignment(number):
    """The Assignment of a number.  ValueError where there is none."""
    if number not in numbers():
        raise ValueError(f"assignment must be one of {', '.join(map(str, numbers()))}, "
                         f"got {number!r}")
    module = importlib.import_module(f"{folder.__name__}.assignment{number}")
    return Assignment(number, module.TITLE, module.TASKS)


def assignments():
    """{number: Assignment}, of all."""
    return {number: assignment(number) for number in numbers()}


# -- cases

def public(about, make):
    """A case with the same numbers in every run."""
    return Case(about, make)


def held_out(about, make):
    """A case that is made when grading, from the key."""
    return Case(about, make, held_out=True)


def both(about, make):
    """A public case and a held-out one of the same kind, of different seeds."""
    return public(about, make), held_out(about, make)


# -- parts

def standard(run, gives, batch, make, big):
    """What every function is asked: batch of one, arguments, dtype, speed.

    batch: cases.  make: of n examples, or of a dtype.  big: about and make of a large batch.
    """
    return (Part("batch of one", 1, run, gives, both("a batch of one", make(n=1))),
            Part("arguments not modified", 1, run, gives, batch, untouched()),
            Part("dtype kept", 1, run, gives, both("all in float32", make(dtype=np.float32)),
                 same_dtype()),
            Part("speed", 1, run, gives, (public(*big),), fast(), tries=3))
