"""Grading: every part of every question is run on every case, and what fails is diagnosed.

A part earns its points when all of its cases pass, public and held-out ones. A question whose
function never ends, or ends the process, is not asked further; the others are.

One mistake has one name: where a value that was wrong in an earlier part is wrong again, that
diagnosis is repeated, if it fits, or none is made. At a batch of one several mistakes look alike.
"""
import re
import time
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from scratchadv.coursework import programs, reference
from scratchadv.coursework.diagnosis import Diagnosis, diagnose_part, wrong_value
from scratchadv.coursework.making import digits
from scratchadv.coursework.outcome import Failure
from scratchadv.coursework.sandbox import Session
from scratchadv.coursework.tasks import HELD_OUT_KEY, Part, Task
from scratchadv.coursework.wire import LONGEST

PASSED, FAILED, NOT_STARTED, WAITING, NOT_RUN = (
    "passed", "failed", "not started", "waiting", "not run")
PAUSE = .2                                       # seconds between tries, for a busy machine to rest


@dataclass(frozen=True)
class Graded:
    """One part: its verdict, its cases as (about, held out, passed), and what there is to say.

    wrong: which values are, as diagnosis.wrong_value has it.
    """

    part: Part
    verdict: str
    cases: tuple = ()
    sentence: str = ""
    diagnosis: Diagnosis | None = None
    failure: Failure | None = None
    printed: str = ""
    wrong: frozenset = frozenset()

    @property
    def points(self):
        """All of the part's, or none."""
        return self.part.points if self.verdict == PASSED else 0


@dataclass(frozen=True)
class Question:
    """One task and its graded parts.  replaced: of what all code shares, by the file on loading."""

    task: Task
    parts: tuple
    replaced: tuple = ()

    @property
    def points(self):
        """Points earned."""
        return sum(graded.points for graded in self.parts)

    @property
    def diagnosis(self):
        """The first that a part has, or None."""
        return next((graded.diagnosis for graded in self.parts if graded.diagnosis), None)

    @property
    def verdict(self):
        """The verdict that all parts share, or "graded"."""
        verdicts = {graded.verdict for graded in self.parts}
        return verdicts.pop() if len(verdicts) == 1 else "graded"

    def counts(self, held_out):
        """-> cases passed, cases asked, of the public or the held-out ones."""
        passed = [ok for graded in self.parts for _, kind, ok in graded.cases if kind == held_out]
        return sum(passed), len(passed)

    def failing_held_out(self):
        """What is special about each held-out case that failed, each once."""
        return list(dict.fromkeys(about for graded in self.parts for about, held_out, ok
                                  in graded.cases if held_out and not ok))


def grade(assignment, folder, *, ids=None, key=HELD_OUT_KEY, tell=None):
    """Grade a student's file, each question in a process of its own.  -> [Question, ...]

    folder: holds assignmentN.py.  ids: questions to grade, default all.  key: of the held-out
    cases.  tell: called with each Question as soon as it is graded.
    ValueError: no such file, or no such question.
    """
    return grade_source(assignment, read(find(assignment, folder)), folder, ids=ids, key=key,
                        tell=tell)


def grade_source(assignment, source, folder=None, *, ids=None, key=HELD_OUT_KEY, tell=None):
    """The same for the text of a student's file.  folder: what lies beside it, if anything."""
    wanted = [assignment.task(id) for id in ids] if ids else list(assignment.tasks)
    functions, questions = reference.functions_of(assignment), []
    with reference.numpy_definitions(), Session(
            assignment.name, source, folder, beside={"digits.npz": digits}) as session:
        for task in wanted:
            question = _waiting(grade_task(task, session, functions, key=key), questions)
            session.renew()
            questions.append(question)
            if tell:
                tell(question)
    return questions


def find(assignment, folder):
    """The path of the student's file.  ValueError unless the folder holds it."""
    path = Path(folder) / f"{assignment.name}.py"
    if not path.is_file():
        raise ValueError(f"DIR must hold {path.name}, got {folder}; `scratchadv coursework make "
                         f"{assignment.number} DIR` writes it")
    return path


def read(path):
    """A student file's text.  ValueError where it is too long for one."""
    if path.stat().st_size > LONGEST:
        raise ValueError(f"{path} must be under {LONGEST // 2 ** 20} MB to be a student's file, "
                         f"got {path.stat().st_size / 2 ** 20:.1f} MB")
    return path.read_text(encoding="utf-8-sig", errors="replace")


def grade_task(task, session, functions, *, key=HELD_OUT_KEY):
    """All parts of one task, by an open Session.  -> Question"""
    failure, parts = session.load(), []
    if failure:
        sentence = f"your file does not load: {failure.sentence}"
        return Question(task, tuple(Graded(part, NOT_RUN, (), sentence, None, failure)
                                    for part in task.parts))
    for part in task.parts:
        last = parts[-1] if parts else None
        if last and (last.verdict == NOT_RUN or last.failure and last.failure.kind != "raised"):
            parts.append(Graded(part, NOT_RUN, sentence="not run: the question was stopped"))
        else:
            tries = part.tries if all(graded.verdict == PASSED for graded in parts) else 1
            graded = _grade_part(task, part, session, functions, key, tries, parts)
            parts.append(_as_before(graded, parts))
    return Question(task, tuple(parts), tuple(session.replaced))


def _as_before(graded, parts):
    """What is raised in the same line as in an earlier part has the same diagnosis, or none.

    So has what is named already and needs more memory than there is for the large batch.
    """
    failure = graded.failure
    for earlier in parts if failure else ():
        if earlier.failure and (failure.type, failure.line) == (
                earlier.failure.type, earlier.failure.line):
            return replace(graded, diagnosis=earlier.diagnosis)
        if earlier.diagnosis and graded.part.name == "speed" and failure.type == "MemoryError":
            return replace(graded, diagnosis=earlier.diagnosis)
    return graded


def _grade_part(task, part, session, functions, key, tries, before):
    """before: the parts that are graded already.  -> Graded"""
    cases, failed, sentences, printed = [], [], [], ""
    for number, case in enumerate(part.cases):
        inputs = case.make(task.rng(part, number, key))
        sentence, ours, theirs = _try(part, inputs, session, functions, tries)
        if sentence and theirs.failure:
            unwritten = _unwritten(task, theirs.failure)
            if unwritten:
                return Graded(part, *unwritten)
        cases.append((case.about, case.held_out, sentence is None))
        printed = printed or theirs.printed
        if sentence:
            failed.append((case, inputs, ours, theirs))
            sentences.append(sentence)
        if theirs.failure and theirs.failure.kind != "raised":
            break
    if not failed:
        return Graded(part, PASSED, tuple(cases), printed=printed)
    failure = next((theirs.failure for *_, theirs in failed if theirs.failure), None)
    wrong = wrong_value(part, failed, functions)
    first = next((graded for graded in before if wrong & graded.wrong), None)
    names = None if first is None else [first.diagnosis.name] if first.diagnosis else []
    return Graded(part, FAILED, tuple(cases), sentences[0],
                  diagnose_part(task, part, failed, functions, names), failure, printed, wrong)


def _try(part, inputs, session, functions, tries):
    """One case, until it passes or was tried so often.  -> sentence or None, two Outcomes."""
    for count in range(tries):
        if count:
            time.sleep(PAUSE)
        ours = reference.run(part.run, part.gives, inputs, functions)
        theirs = session.run(programs.counted(part.run, tuple(functions)), part.gives, inputs,
                             seconds=part.seconds)
        if theirs.failure:
            theirs = replace(theirs, failure=_missing(theirs.failure, functions))
            return theirs.failure.sentence, ours, theirs
        sentence = _judge(part, ours, theirs)
        if sentence is None:
            break
    return sentence, ours, theirs


def _judge(part, ours, theirs):
    try:
        with np.errstate(all="ignore"):
            return part.check(ours, theirs, part.gives)
    except Exception as error:                   # of any kind: the values are the student's
        return f"what it gives cannot be compared: {error}"


def _missing(failure, functions):
    """The failure, in words of ours where the file lacks a function that the program asks for."""
    found = re.fullmatch(r"name '(\w+)' is not defined", failure.message)
    if not found or failure.line or not callable(functions.get(found[1])):
        return failure
    return Failure("raised", f"your file has no function {found[1]}; keep the names that were "
                   "handed out", type="Missing", message=found[1])


def _unwritten(task, failure):
    """The verdict where a function has not been written yet, or None."""
    if failure.type != "NotImplementedError":
        return None
    id, colon, _ = failure.message.partition(":")
    if not colon or id == task.id:
        return NOT_STARTED, (), "not started"
    return WAITING, (), f"waiting for {id}"


def _own(task, failure):
    """Whether a function of the task itself is missing, or gives another number of values."""
    return failure is not None and failure.type in ("Missing", "WrongCount") and (
        failure.message.split()[0] in [dotted.rpartition(".")[2] for dotted in task.functions])


def _waiting(question, before):
    """The question, with a word on those it stands on where nothing else explains a failure."""
    broken = [other.task.id for other in before if other.parts[0].verdict != PASSED]
    explained = frozenset().union(*(graded.wrong for graded in question.parts if graded.diagnosis))

    def looked_at(graded):
        waits_for = [id for id in broken if id in (*question.task.needs, *graded.part.needs)]
        if not waits_for or graded.verdict != FAILED or graded.diagnosis is not None or (
                graded.wrong & explained or _own(question.task, graded.failure)):
            return graded
        sentence = f"waiting for {' and '.join(waits_for)}: mend that first ({graded.sentence})"
        return Graded(graded.part, WAITING, graded.cases, sentence, None, graded.failure,
                      graded.printed)

    return Question(question.task, tuple(map(looked_at, question.parts)), question.replaced)
