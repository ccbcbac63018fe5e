"""`scratchadv coursework make | grade | selftest`: the parser and what each command runs.

Imports what a command needs when it runs, so that the first feedback comes soon.
"""
import argparse
import sys
import time
from pathlib import Path

DESCRIPTION = """Assignments cut from this package, and a grader that names the mistake, offline.

  make N DIR       handout, student file, some digits and a run script
  grade N [DIR]    points and feedback
  selftest         for instructors: does the grader hold what it promises?
"""


def add(commands):
    """Add `coursework` to the commands of scratchadv."""
    raw = argparse.RawDescriptionHelpFormatter
    course = commands.add_parser("coursework", help="assignments, and the grader that names the "
                                 "mistake", description=DESCRIPTION, formatter_class=raw)
    actions = course.add_subparsers(title="actions", metavar="ACTION", required=True)
    for action in (_add_make, _add_grade, _add_selftest):
        action(actions)


def _add_make(actions):
    command = actions.add_parser(
        "make", help="write an assignment's files", description=(
            "Write handout, student file, some digits and a run script into DIR. A file that is "
            "there already is kept."))
    command.set_defaults(run=_make)
    _add_number(command)
    command.add_argument("folder", type=Path, metavar="DIR")
    command.add_argument("--overwrite", action="store_true",
                         help="begin anew: replace the files that are there, the student's too")


def _make(options):
    from scratchadv.coursework.making import contents, make
    from scratchadv.coursework.tasks import assignment
    chosen = assignment(options.number)
    overwrite = tuple(contents(chosen)) if options.overwrite else ()
    for name, what in make(chosen, options.folder, overwrite=overwrite).items():
        hint = "  (it was there; --overwrite replaces it)" if what == "kept" else ""
        print(f"{what:<12}{options.folder / name}{hint}")
    return 0


def _add_grade(actions):
    command = actions.add_parser(
        "grade", help="points, and what is wrong", description=(
            "Grade assignmentN.py in DIR, in a process of its own with limits of time and memory."))
    command.set_defaults(run=_grade)
    _add_number(command)
    command.add_argument("folder", nargs="?", type=Path, default=Path("."), metavar="DIR",
                         help="where the student file is (default: here)")
    command.add_argument("-q", "--question", action="append", metavar="Q",
                         help="grade this question only, as in -q 3.2; may be repeated")
    command.add_argument("--json", type=Path, metavar="FILE",
                         help="also write Gradescope's results.json")
    command.add_argument("--key", metavar="KEY",
                         help="of the held-out cases: the instructor's own (any text)")


def _grade(options):
    from scratchadv.coursework import feedback, grading
    from scratchadv.coursework.tasks import HELD_OUT_KEY, assignment
    chosen, start = assignment(options.number), time.perf_counter()
    grading.read(chosen, options.folder)
    print(f"Assignment {chosen.number}: {chosen.title}")
    questions = grading.grade(
        chosen, options.folder, ids=options.question, key=options.key or HELD_OUT_KEY,
        tell=lambda question: print(feedback.text(question), flush=True))
    print(feedback.total(questions))
    if options.json:
        feedback.write_gradescope(options.json, questions, time.perf_counter() - start, {})
        print(options.json, file=sys.stderr)
    return 0


def _add_selftest(actions):
    command = actions.add_parser(
        "selftest", help="does the grader hold what it promises?", description=(
            "Untouched files score 0, the package's own functions and those in other styles score "
            "full, and every planted mistake is caught; how many are named rightly."))
    command.set_defaults(run=_selftest)
    command.add_argument("numbers", nargs="*", type=int, metavar="N",
                         help="assignments (default: all)")


def _selftest(options):
    from scratchadv.coursework import selftest
    return 0 if selftest.run(sys.stdout, options.numbers) else 1


def _add_number(command):
    command.add_argument("number", type=int, metavar="N", help="which assignment, 1 to 6")
