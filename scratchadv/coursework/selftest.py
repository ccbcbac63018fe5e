"""`scratchadv coursework selftest`: does the grader hold what it promises?

    untouched files               score 0
    the package's own functions   score full
    styles/assignmentN_NAME.py    score full: the same functions, written otherwise
    mistakes/Q/NAME.py            are caught, and named

A style is a whole student file; a line "# without: speed" at its top names parts that it may fail.
A mistake is the functions of one question, as a student wrote them, below a head of comments:

    # task: 2.3
    # mistake: mean forgotten          (the diagnosis to come; several by |)
    # author: blind                    (where it was written without reading the diagnoses)

They stand below the package's own functions, so that the question's prerequisites are right. Both
folders are in tests/coursework. Their files are ours, so that many go through one process.
"""
import itertools
import re
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from scratchadv.coursework import cutting, grading, reference, tasks
from scratchadv.coursework.sandbox import Session

FOLDER = Path(__file__).parents[2] / "tests" / "coursework"
MISTAKES, STYLES = FOLDER / "mistakes", FOLDER / "styles"
WORKERS = 2
NAMED, NAMED_BLIND = .9, .75                     # least shares of the mistakes to be named rightly


class Trial(NamedTuple):
    """One submission to grade.  wanted: "none", "full", or names of diagnoses by |."""

    name: str
    assignment: object
    ids: tuple
    source: str
    wanted: str
    without: tuple = ()                          # parts that need not pass
    blind: bool = False


class Result(NamedTuple):
    """held: whether the points are those wanted;  named: the diagnosis that was found."""

    trial: Trial
    held: bool
    named: str
    detail: str


def run(stream, numbers=(), *, mistakes=MISTAKES, styles=STYLES):
    """Grade all trials, print a line for each that fails, then the shares.

    -> whether every trial holds and, of all assignments together, enough mistakes are named (NAMED,
    NAMED_BLIND).
    """
    for folder in (mistakes, styles):
        if not folder.is_dir():
            raise ValueError(f"selftest must run where the tests are, in a clone: no {folder}")
    start = time.perf_counter()
    results = [*grade_all(trials(numbers, mistakes=mistakes, styles=styles))]
    for result in results:
        if not result.held or not rightly_named(result):
            print(line(result), file=stream)
    print(summary(results, time.perf_counter() - start), file=stream)
    return all(result.held for result in results) if numbers else not faults(results)


def faults(results):
    """Why a selftest fails, a sentence each; none: it passes."""
    found = [line(result) for result in results if not result.held]
    planted = _planted(results)
    for group, least, words in ((planted, NAMED, "the mistakes"),
                                ([r for r in planted if r.trial.blind], NAMED_BLIND,
                                 "those written blind")):
        share = sum(map(rightly_named, group)) / max(len(group), 1)
        if group and share < least:
            found.append(f"of {words} at least {least:.0%} must be named rightly, got {share:.0%}")
    return found


def trials(numbers=(), *, mistakes=MISTAKES, styles=STYLES):
    """Every submission of the assignments of these numbers, default all.  -> [Trial, ...]"""
    found = []
    for assignment in map(tasks.assignment, numbers or tasks.numbers()):
        ids, solution = tuple(task.id for task in assignment.tasks), cutting.solution(assignment)
        found += [Trial(f"{assignment.name} untouched", assignment, ids,
                        cutting.skeleton(assignment), "none"),
                  Trial(f"{assignment.name} reference", assignment, ids, solution, "full")]
        for path in sorted(styles.glob(f"{assignment.name}_*.py")):
            text = path.read_text(encoding="utf-8")
            without = tuple(filter(None, head(text).get("without", "").split(", ")))
            found.append(Trial(path.stem, assignment, ids, text, "full", without))
        for task in assignment.tasks:
            for path in sorted((mistakes / task.id).glob("*.py")):
                text = path.read_text(encoding="utf-8")
                said = head(text)
                if not said.keys() >= {"task", "mistake"}:
                    raise ValueError(f"{path} must begin with the comments # task: {task.id} and "
                                     f"# mistake: NAME, got {', '.join(said) or 'none'}")
                found.append(Trial(f"{task.id}/{path.stem}", assignment, (said["task"],),
                                   f"{solution}\n\n{text}", said["mistake"],
                                   blind=said.get("author") == "blind"))
    return found


def head(text):
    """The comments "# name: value" at the top of a file.  -> {name: value}"""
    lines = itertools.takewhile(lambda line: line.startswith("#"), text.splitlines())
    return dict(match.groups() for match in
                (re.match(r"# (\w+): (.*\S)", line) for line in lines) if match)


def grade_all(trials):
    """-> Results, in the order of the trials; many submissions go through few processes."""
    with reference.numpy_definitions(), ThreadPoolExecutor(WORKERS) as pool:
        yield from itertools.chain(*pool.map(_grade_some, [trials[i::WORKERS]
                                                           for i in range(WORKERS)]))


def _grade_some(trials):
    with Session("submission") as session:
        return [_grade_one(trial, session) for trial in trials]


def _grade_one(trial, session):
    session.take(trial.source)
    functions = reference.functions_of(trial.assignment)
    questions = [grading.grade_task(trial.assignment.task(id), session, functions)
                 for id in trial.ids]
    graded = [part for question in questions for part in question.parts
              if part.part.name not in trial.without]
    passed = [part.verdict == grading.PASSED for part in graded]
    held = {"none": not any(passed), "full": all(passed)}.get(trial.wanted, not all(passed))
    diagnosis = next((question.diagnosis for question in questions if question.diagnosis), None)
    detail = next((f"{part.part.name}: {part.sentence}" for part in graded
                   if (part.verdict != grading.PASSED) == (trial.wanted != "none")), "")
    return Result(trial, held, diagnosis.name if diagnosis else "", detail)


def rightly_named(result):
    """Whether a planted mistake's diagnosis is one of those expected; True for other trials."""
    wanted = result.trial.wanted
    return wanted in ("none", "full") or result.named in wanted.split(" | ")


def line(result):
    wanted = result.trial.wanted
    if wanted in ("none", "full"):
        return f"{result.trial.name}: must score {wanted}, but {result.detail}"
    caught = "caught" if result.held else "NOT CAUGHT"
    return (f"{result.trial.name}: {caught}; must be named {wanted!r}, got {result.named!r} "
            f"({result.detail})")


def summary(results, seconds):
    """The last lines: what scored as it must, and the shares of mistakes caught and named."""
    lines = []
    for wanted, words in (("none", "untouched files that score 0"),
                          ("full", "reference and other styles that score full")):
        group = [result for result in results if result.trial.wanted == wanted]
        lines.append(f"{words}: {sum(result.held for result in group)}/{len(group)}")
    planted = _planted(results)
    blind = [result for result in planted if result.trial.blind]
    lines.append(f"planted mistakes caught: {_share(planted, [r.held for r in planted])}")
    lines.append(f"named rightly: {_share(planted, map(rightly_named, planted))}; of those "
                 f"written blind: {_share(blind, map(rightly_named, blind))}")
    return "\n".join([*lines, f"{seconds:.0f} s"])


def _planted(results):
    return [result for result in results if result.trial.wanted not in ("none", "full")]


def _share(group, held):
    count = sum(held)
    return f"{count}/{len(group)}" + (f" ({count / len(group):.0%})" if group else "")
