"""A folder of submissions graded side by side, into one table.

Each entry is one submission: a sub-folder that holds assignmentN.py, or a .py file of any name;
what is neither has a row that says so. As many are graded at once as there are cores; one that
brings its grader down costs only itself.
"""
import contextlib
import csv
import io
import multiprocessing
import signal
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from pathlib import Path

from scratchadv import cores
from scratchadv.coursework import feedback, grading
from scratchadv.coursework.copies import hints
from scratchadv.coursework.outcome import plain
from scratchadv.coursework.points import with_points
from scratchadv.coursework.tasks import HELD_OUT_KEY, assignment
from scratchadv.progress import time_text

JUNK = ("Thumbs.db", "desktop.ini")              # that Windows lays into folders
OURS = ("run.py", "trial.py")                    # what handouts let lie beside the student's file
BROUGHT_DOWN = "it brought the grader down"


@dataclass(frozen=True)
class Settings:
    """What all submissions of a folder are graded with.  results: a folder for NAME.json."""

    number: int
    ids: tuple = ()
    key: str = HELD_OUT_KEY
    points: dict = field(default_factory=dict)
    results: Path | None = None

    @property
    def tasks(self):
        """The questions to grade, with their points.  ValueError where there is no such question"""
        chosen = with_points(assignment(self.number), self.points)
        return [chosen.task(id) for id in self.ids] if self.ids else chosen.tasks


@dataclass(frozen=True)
class Row:
    """One submission's line of the table.  points: {question: earned};  wrong, copies: sentences"""

    name: str
    seconds: float
    points: dict = field(default_factory=dict)
    wrong: str = ""
    copies: str = ""

    @property
    def total(self):
        """Points of all questions."""
        return sum(self.points.values())


def submissions(folder, besides=()):
    """-> {name: path} of all that lies there, but for hidden files and the paths in `besides`.

    ValueError where there is neither a sub-folder nor a .py file.
    """
    folder, found = Path(folder), {}
    if not folder.is_dir():
        raise ValueError(f"--folder must be a folder of submissions, got {folder}")
    besides = {Path(path).resolve() for path in besides if path}
    for path in sorted(folder.iterdir()):
        if not (path.name.startswith((".", "__")) or path.name in JUNK
                or path.resolve() in besides):
            alone = path.suffix == ".py" and not path.is_dir()
            name = path.stem if alone and not path.with_suffix("").exists() else path.name
            found[name] = path
    if not any(map(_may_be_one, found.values())):
        raise ValueError(f"--folder must hold submissions, a sub-folder or a .py file each, got "
                         f"none in {folder}")
    return found


def _may_be_one(path):
    return path.is_dir() or path.suffix == ".py"


def grade_folder(found, settings, *, progress, workers=None):
    """found: {name: path} -> [Row, ...] in this order.  progress: a progress.Progress"""
    rows, start = {}, time.perf_counter()
    side_by_side = _side_by_side(found, settings, workers or cores.available())
    for row in side_by_side:
        rows[row.name] = row
        spent = time.perf_counter() - start
        rest = time_text(spent / len(rows) * (len(found) - len(rows)))
        progress.update(f"{len(rows)} of {len(found)} graded, {rest} left")
    for name in found.keys() - rows:             # a grader was brought down: now one by one
        alone = [*_side_by_side({name: found[name]}, settings, 1)]
        rows[name] = alone[0] if alone else _refused(name, 0, BROUGHT_DOWN, settings)
    progress.close()
    return [rows[name] for name in found]


def _side_by_side(found, settings, workers):
    """Rows as they come; no more of them once a grader was brought down."""
    pool = ProcessPoolExecutor(min(workers, len(found)), multiprocessing.get_context("spawn"),
                               signal.signal, (signal.SIGINT, signal.SIG_IGN))
    try:
        for job in as_completed([pool.submit(grade_one, name, path, settings)
                                 for name, path in found.items()]):
            yield job.result()
    except BrokenProcessPool:
        return
    finally:
        pool.shutdown(cancel_futures=True)


def grade_one(name, path, settings):
    """One submission.  -> Row; whatever goes wrong is said in it"""
    start = time.perf_counter()
    try:
        if not _may_be_one(path):
            raise ValueError("neither a folder nor a .py file")
        chosen = with_points(assignment(settings.number), settings.points)
        file = path if path.is_file() else _within(chosen, path)
        source = grading.read(file)
        questions = grading.grade_source(chosen, source, None if file == path else file.parent,
                                         ids=settings.ids, key=settings.key)
        seconds, said = time.perf_counter() - start, hints(source, questions)
        if settings.results:
            feedback.write_gradescope(settings.results / f"{name}.json", questions, seconds, said)
    except Exception as error:                   # of any kind: the others are still to be graded
        return _refused(name, time.perf_counter() - start, f"not graded: {_why(error)}", settings)
    points = {question.task.id: question.points for question in questions}
    return Row(name, seconds, points, "; ".join(_wrong(questions)), "; ".join(said["nearly ours"]))


def _why(error):
    """An error in words, as the command line has them."""
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}"
    kind = "" if isinstance(error, (ValueError, OSError)) else f"{type(error).__name__}: "
    return f"{kind}{error}"


def _refused(name, seconds, wrong, settings):
    """The Row of what was not graded; its NAME.json says the same."""
    if settings.results:
        with contextlib.suppress(OSError):       # the row says it in any case
            feedback.write_refusal(settings.results / f"{name}.json", wrong)
    return Row(name, seconds, wrong=wrong)


def _within(chosen, folder):
    """The student's file at any depth of a folder; the only .py file where none has its name."""
    for pattern in (f"{chosen.name}.py", "*.py"):
        hits = [path for path in sorted(folder.rglob(pattern))
                if path.is_file() and not path.is_symlink() and path.name not in OURS]
        if len(hits) == 1:
            return hits[0]
        if hits:
            names = ", ".join(str(path.relative_to(folder)) for path in hits[:3])
            raise ValueError(f"which is the submission, {names}?")
    raise ValueError(f"there is no {chosen.name}.py")


def _wrong(questions):
    """Why points are missing, each reason once: "2.1, 2.3: mean forgotten"."""
    reasons = {}
    for question in questions:
        if question.points < question.task.points:
            lost = next(graded for graded in question.parts if graded.verdict != grading.PASSED)
            reason = question.diagnosis.name if question.diagnosis else (
                lost.sentence.partition(": mend")[0] if lost.verdict == grading.WAITING else
                lost.sentence)
            reasons.setdefault(reason, []).append(question.task.id)
    return [f"{', '.join(ids)}: {reason}" for reason, ids in reasons.items()]


def table(rows, tasks):
    """The CSV text: name, points of each question, total, seconds, what went wrong, copies."""
    ids, text = [task.id for task in tasks], io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["name", *ids, "total", "seconds", "what went wrong", "nearly ours"])
    for row in rows:
        writer.writerow([_cell(row.name), *(row.points.get(id, 0) for id in ids), row.total,
                         f"{row.seconds:.1f}", _cell(row.wrong), _cell(row.copies)])
    return text.getvalue()


def _cell(text):
    """One line, which no spreadsheet takes for a formula."""
    line = " ".join(plain(text).split())
    return f"'{line}" if line.startswith(("=", "+", "-", "@")) else line


def summary(rows, tasks):
    """One line: how many, the mean, what to look at."""
    most, count = sum(task.points for task in tasks), len(rows)
    failed = sum(row.wrong.startswith(("not graded", BROUGHT_DOWN)) for row in rows)
    mean = sum(row.total for row in rows) / max(1, count - failed)
    alike = sum(bool(row.copies) for row in rows)
    return (f"{count} submissions, mean {mean:.1f} of {most} points; {failed} not graded and "
            f"not in the mean, {alike} with functions that are nearly ours")
