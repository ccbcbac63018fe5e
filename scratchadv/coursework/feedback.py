"""What a grader says: tables for people, results.json for Gradescope."""
import json

from scratchadv import files
from scratchadv.coursework.grading import FAILED, NOT_RUN, NOT_STARTED, PASSED, WAITING
from scratchadv.coursework.outcome import plain

WIDTH = 60


def text(question):
    """One question as lines for people."""
    head = f"{question.task.id:<5}{question.task.title}"
    lines = [f"{head:<{WIDTH}}{_points(question):>8}  {_remark(question)}".rstrip()]
    if question.verdict not in (PASSED, FAILED, "graded"):
        return lines[0]
    said = set()
    for graded in question.parts:
        if question.verdict != PASSED:
            lines.append(f"       {graded.part.name:<{WIDTH - 7}}"
                         f"{_points(graded):>8}".rstrip())
            what = graded.diagnosis.name if graded.diagnosis else graded.sentence
            lines += [] if what in said else [f"         {line}" for line in _sentences(graded)]
            said.add(what)
    return "\n".join([*lines, *_printed(question), f"       {cases(question)}"])


def _points(earned):
    most = earned.task.points if hasattr(earned, "task") else earned.part.points
    return f"{earned.points}/{most}"


def _remark(question):
    sentences = {plain(graded.sentence) for graded in question.parts}
    if question.verdict == WAITING and len(sentences) > 1:       # for the same, seen otherwise
        sentences = {sentence.partition(" (")[0] for sentence in sentences}
    if question.verdict in (NOT_STARTED, WAITING, NOT_RUN) and len(sentences) == 1:
        return sentences.pop()
    return ""


def _sentences(graded):
    """What to say of a part: the diagnosis, else what was seen."""
    sentence = graded.diagnosis.sentence if graded.diagnosis else graded.sentence
    return [plain(sentence)] if sentence else []


def _printed(question):
    """The beginning of what the code printed in the first part that failed."""
    for graded in question.parts:
        if graded.verdict != PASSED and graded.printed:
            return [f"       it printed: {line}" for line in graded.printed.splitlines()[:3]]
    return []


def cases(question):
    """The honest line: "public 6/6, held-out 3/4 (the one that fails has a batch of one)"."""
    (public, of_public), (held_out, of_held_out) = question.counts(False), question.counts(True)
    line = f"public {public}/{of_public}, held-out {held_out}/{of_held_out}"
    failing = question.failing_held_out()
    if failing and public == of_public:
        one = "the one that fails" if of_held_out - held_out == 1 else "those that fail"
        line += f" ({one}: {'; '.join(failing)})"
    return line


def total(questions):
    """The last line."""
    earned = sum(question.points for question in questions)
    return f"{'total':<{WIDTH}}{earned}/{sum(question.task.points for question in questions)}"


def gradescope(questions, seconds, extra):
    """The dict of Gradescope's results.json.  extra: for the instructor, not shown to students."""
    tests = [{"number": question.task.id,
              "name": f"{question.task.id} {question.task.title}: {graded.part.name}",
              "score": graded.points, "max_score": graded.part.points,
              "status": "passed" if graded.verdict == PASSED else "failed",
              "output": "\n".join(_sentences(graded)), "visibility": "visible"}
             for question in questions for graded in question.parts]
    return {"score": sum(test["score"] for test in tests), "execution_time": round(seconds, 2),
            "output": "\n".join(f"{question.task.id}: {cases(question)}" for question in questions),
            "visibility": "visible", "stdout_visibility": "hidden", "tests": tests,
            "extra_data": extra}


def write_gradescope(path, questions, seconds, extra):
    """results.json, whole or not at all."""
    _write(path, gradescope(questions, seconds, extra))


def write_refusal(path, error):
    """results.json of what could not be graded: 0 points and why."""
    _write(path, {"score": 0, "output": plain(error), "visibility": "visible", "tests": []})


def check_writable(path):
    """ValueError where no results.json can be written there: told before the work."""
    try:
        files.try_writing(path)
    except OSError as error:
        raise ValueError(f"--json must be a file that can be written, got {path}: "
                         f"{error.strerror}") from error


def missing(assignment):
    """What a student is told whose submission has no student file."""
    return (f"There is no file named {assignment.name}.py at the top of your submission: name it "
            "so and submit again.")


def _write(path, results):
    content = json.dumps(results, indent=1, ensure_ascii=False)
    files.write_atomically(path, (content + "\n").encode())
