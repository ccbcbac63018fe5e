"""`scratchadv coursework make | grade | selftest`: the parser and what each command runs.

Imports what a command needs when it runs, so that the first feedback comes soon.
"""
import argparse
import sys
import time
from pathlib import Path

DESCRIPTION = """Assignments cut from this package, and a grader that names the mistake, offline.

  make N DIR            handout, student file, some digits and a run script
  grade N [DIR]         points and feedback
  grade N --folder DIR  for instructors: every submission in a folder, into one CSV
  selftest              for instructors: does the grader hold what it promises?

docs/coursework/README.md is the instructor's page.
"""
GRADE = """Grade assignmentN.py in DIR: each question runs in a process of its own, with limits of
time and memory. A part earns its points when all of its cases pass, public and held-out ones.

With --folder every submission in a folder is graded, a sub-folder or a .py file each, as many
at once as there are cores.
"""


def add(commands):
    """Add `coursework` to the commands of scratchadv."""
    course = commands.add_parser("coursework", help="assignments, and the grader that names the "
                                 "mistake", description=DESCRIPTION, formatter_class=_RAW)
    actions = course.add_subparsers(title="actions", metavar="ACTION", required=True)
    for action in (_add_make, _add_grade, _add_selftest):
        action(actions)


_RAW = argparse.RawDescriptionHelpFormatter


def _add_make(actions):
    command = actions.add_parser(
        "make", help="write an assignment's files", description=(
            "Write handout, student file, some digits and a run script into DIR. A file that is "
            "there already is kept."))
    command.set_defaults(run=_make)
    _add_number(command)
    command.add_argument("folder", type=folder_path, metavar="DIR",
                         help="where to; made where it is missing")
    command.add_argument("--overwrite", action="store_true",
                         help="begin anew: replace the files that are there, the student's too")
    _add_points(command)


def _make(options):
    from scratchadv.coursework.making import contents, make
    chosen, given = _chosen(options)
    overwrite = tuple(contents(chosen, given)) if options.overwrite else ()
    for name, what in make(chosen, options.folder, given, overwrite=overwrite).items():
        hint = "  (it was there; --overwrite replaces it)" if what == "kept" else ""
        print(f"{what:<12}{options.folder / name}{hint}")
    return 0


def _add_grade(actions):
    command = actions.add_parser("grade", help="points, and what is wrong", description=GRADE,
                                 formatter_class=_RAW)
    command.set_defaults(run=_grade)
    _add_number(command)
    command.add_argument("submission", nargs="?", type=folder_path, metavar="DIR",
                         help="where the student file is (default: here)")
    command.add_argument("-q", "--question", action="append", metavar="Q",
                         help="grade this question only, as in -q 3.2; may be repeated")
    command.add_argument("--json", type=Path, metavar="FILE",
                         help="also write Gradescope's results.json; with --folder a folder, for "
                              "one NAME.json a submission")
    instructor = command.add_argument_group("for instructors")
    instructor.add_argument("--folder", type=folder_path, metavar="DIR",
                            help="grade every submission in this folder")
    instructor.add_argument("--csv", type=Path, metavar="FILE",
                            help="where its table goes (default: standard output)")
    instructor.add_argument("--key", metavar="KEY",
                            help="another key (any text) makes other held-out cases")
    _add_points(instructor)


def _grade(options):
    if options.key == "":                        # a variable that was not set
        raise ValueError("--key must be any text, got an empty one")
    if options.folder and options.submission:
        raise ValueError("grade takes DIR or --folder DIR, got both")
    if options.csv and not options.folder:
        raise ValueError("--csv goes with --folder")
    for name in ("json", "csv"):
        path = getattr(options, name)
        if path and path.suffix.lower() == ".py":
            raise ValueError(f"--{name} must not end in .py, as a submission does, got {path}")
    return _grade_folder(options) if options.folder else _grade_submission(options)


def _grade_submission(options):
    from scratchadv.coursework import copies, feedback, grading
    from scratchadv.coursework.tasks import HELD_OUT_KEY
    (chosen, _), start = _chosen(options), time.perf_counter()
    folder = options.submission or Path(".")
    if options.json:
        feedback.check_writable(options.json)
    try:
        source = grading.read(grading.find(chosen, folder))
    except ValueError as error:
        if options.json:
            there = (folder / f"{chosen.name}.py").is_file()
            feedback.write_refusal(options.json, error if there else feedback.missing(chosen))
        raise
    print(f"Assignment {chosen.number}: {chosen.title}")
    questions = grading.grade_source(
        chosen, source, folder, ids=options.question, key=options.key or HELD_OUT_KEY,
        tell=lambda question: print(feedback.text(question), flush=True))
    print(feedback.total(questions))
    if options.json:
        feedback.write_gradescope(options.json, questions, time.perf_counter() - start,
                                  copies.hints(source, questions))
        print(options.json, file=sys.stderr)
    return 0


def _grade_folder(options):
    from scratchadv import files
    from scratchadv.coursework import batch
    from scratchadv.coursework.tasks import HELD_OUT_KEY
    from scratchadv.progress import Progress
    _, given = _chosen(options)
    settings = batch.Settings(options.number, tuple(options.question or ()),
                              options.key or HELD_OUT_KEY, given, options.json)
    tasks = settings.tasks
    if options.json and options.json.resolve() == options.folder.resolve():
        raise ValueError("--json must be another folder than --folder, whose entries are graded, "
                         f"got {options.json}")
    found = batch.submissions(options.folder, (options.csv, options.json, options.points))
    if options.json:
        options.json.mkdir(parents=True, exist_ok=True)
    if options.csv:                              # refused now rather than after the work
        files.write_atomically(options.csv, options.csv.read_bytes() if options.csv.exists()
                               else b"")
    rows = batch.grade_folder(found, settings, progress=Progress(sys.stderr))
    table = batch.table(rows, tasks)
    if options.csv:
        files.write_atomically(options.csv, table.encode())
    else:
        print(table, end="")
    print(batch.summary(rows, tasks), file=sys.stderr)
    return 0


def _add_selftest(actions):
    command = actions.add_parser(
        "selftest", help="does the grader hold what it promises?", description=(
            "Untouched files score 0, the package's own functions and those in other styles score "
            "full, every planted mistake is caught; of all assignments together at least 90 % "
            "of them are named rightly, and 75 % of those written without a look at the diagnoses. "
            "Exit status 1 if not."))
    command.set_defaults(run=_selftest)
    command.add_argument("numbers", nargs="*", type=int, metavar="N",
                         help="assignments (default: all)")


def _selftest(options):
    from scratchadv.coursework import selftest
    return 0 if selftest.run(sys.stdout, options.numbers) else 1


def folder_path(text):
    """An empty text is a variable that was not set, not the folder we are in."""
    if not text:
        raise argparse.ArgumentTypeError("must be a folder, got an empty text")
    return Path(text)


def _add_number(command):
    command.add_argument("number", type=int, metavar="N", help="which assignment, 1 to 6")


def _add_points(command):
    command.add_argument("--points", type=Path, metavar="FILE",
                         help='other points: JSON such as {"2.1": {"forward": 4}}')


def _chosen(options):
    """The Assignment with the points that are given, and these."""
    from scratchadv.coursework.points import read_points, with_points
    from scratchadv.coursework.tasks import assignment
    chosen = assignment(options.number)
    given = read_points(options.points) if options.points else {}
    return with_points(chosen, given), given
