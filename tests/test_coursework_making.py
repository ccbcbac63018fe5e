"""`scratchadv coursework make`: a student's file cut from the source, and no work overwritten."""
import ast
import io
import json
import subprocess
import sys

import numpy as np
import pytest

from scratchadv import cli
from scratchadv.coursework import cutting, making, reference
from scratchadv.coursework.points import with_points
from scratchadv.coursework.tasks import Assignment, Task, assignment, numbers

SOFTMAX = assignment(2)


def functions(source):
    """{name: node} of a file."""
    return {node.name: node for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)}


def docstring_free(node):
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return [ast.dump(statement) for statement in body]


# -- cutting

@pytest.mark.parametrize("number", numbers())
def test_a_student_file_has_every_signature_and_no_body(number):
    chosen = assignment(number)
    cut = functions(cutting.skeleton(chosen))
    for task in chosen.tasks:
        for dotted in task.functions:
            ours = reference.node_of(dotted)[1]
            mine = cut[ours.name]
            assert ast.dump(mine.args) == ast.dump(ours.args)
            assert ast.get_docstring(mine)
            raised, = mine.body[1:]
            assert ast.unparse(raised) == f"raise NotImplementedError('{task.id}: {ours.name}')"


@pytest.mark.parametrize("number", numbers())
def test_the_solution_is_the_package_source_to_the_letter(number):
    chosen = assignment(number)
    whole = functions(cutting.solution(chosen))
    for task in chosen.tasks:
        for dotted in task.functions:
            ours = reference.node_of(dotted)[1]
            assert docstring_free(whole[ours.name]) == docstring_free(ours)


@pytest.mark.parametrize("number", numbers())
def test_no_student_file_speaks_of_the_package_or_shows_more_than_it_should(number):
    chosen = assignment(number)
    text = cutting.skeleton(chosen)
    assert "scratchadv" not in text and "TODO" not in text and "twin" not in text
    asked = {dotted.rpartition(".")[2] for task in chosen.tasks for dotted in task.functions}
    given = {dotted.rpartition(".")[2] for task in chosen.tasks for dotted in task.given}
    assert functions(text).keys() <= asked | given and asked <= functions(text).keys()


@pytest.mark.parametrize("number", numbers())
def test_a_student_file_runs_alone(number):
    names = {"__name__": f"assignment{number}"}
    exec(compile(cutting.solution(assignment(number)), "solution", "exec"), names)
    assert callable(names[assignment(number).tasks[0].functions[0].rpartition(".")[2]])


def test_a_docstring_that_gives_the_answer_away_is_replaced():
    task = Task("2.1", "one", ("losses.softmax.log_softmax",), (), docs={
        "log_softmax": "What it is.\n\ns: (N, C)."})
    cut = functions(cutting.skeleton(Assignment(2, "softmax", (task,))))["log_softmax"]
    assert ast.get_docstring(cut) == "What it is.\n\ns: (N, C)."


# -- making

def test_make_writes_what_a_student_starts_from(tmp_path):
    done = making.make(SOFTMAX, tmp_path / "new" / "folder")
    assert {path.name for path in (tmp_path / "new" / "folder").iterdir()} == set(done)
    assert set(done) == {"assignment2.md", "assignment2.py", "digits.npz", "run.py"}


def test_make_keeps_what_is_there_unless_it_is_named(tmp_path):
    making.make(SOFTMAX, tmp_path)
    mine = tmp_path / "assignment2.py"
    mine.write_text("# my work\n")
    assert making.make(SOFTMAX, tmp_path)["assignment2.py"] == "kept"
    assert making.make(SOFTMAX, tmp_path, overwrite=("run.py",))["run.py"] == "overwritten"
    assert mine.read_text() == "# my work\n"
    assert making.make(SOFTMAX, tmp_path, overwrite=("assignment2.py",))[
        "assignment2.py"] == "overwritten"
    assert mine.read_text() == cutting.skeleton(SOFTMAX)


def test_make_twice_on_the_command_line_keeps_a_students_work_and_says_so(tmp_path, capsys):
    assert cli.main(["coursework", "make", "2", str(tmp_path)]) == 0
    (tmp_path / "assignment2.py").write_text("# my work\n")
    assert cli.main(["coursework", "make", "2", str(tmp_path)]) == 0
    assert "kept        " + str(tmp_path / "assignment2.py") + "  (it was there" in (
        capsys.readouterr().out)
    assert (tmp_path / "assignment2.py").read_text() == "# my work\n"
    assert cli.main(["coursework", "make", "2", str(tmp_path), "--overwrite"]) == 0
    assert (tmp_path / "assignment2.py").read_text() == cutting.skeleton(SOFTMAX)


def test_a_file_that_cannot_be_written_leaves_the_others_and_is_one_sentence(tmp_path, capsys):
    (tmp_path / "there").write_text("a file")
    assert cli.main(["coursework", "make", "2", str(tmp_path / "there")]) == 2
    assert cli.main(["coursework", "make", "2", str(tmp_path / "there" / "below")]) == 2
    printed = capsys.readouterr().err
    assert printed.count("DIR must be a folder, or a place for one, got ") == 2
    assert "Traceback" not in printed and (tmp_path / "there").read_text() == "a file"


def test_the_digits_are_twenty_of_each_class():
    with np.load(io.BytesIO(making.digits())) as found:
        for split in ("train", "test"):
            x, y = found[f"x_{split}"], found[f"y_{split}"]
            assert x.shape == (200, 784) and x.dtype == np.float32
            assert np.bincount(y).tolist() == [making.EACH] * 10


def test_the_handout_is_that_of_the_docs_and_where_there_is_none_a_table(tmp_path, monkeypatch):
    (tmp_path / "assignment2.md").write_text("the handout")
    monkeypatch.setattr(making, "HANDOUTS", (tmp_path / "nowhere", tmp_path))
    assert making.handout(SOFTMAX) == "the handout"
    monkeypatch.setattr(making, "HANDOUTS", (tmp_path / "nowhere",))
    assert making.handout(SOFTMAX).count("\n| 2.") == sum(len(task.parts) for task in SOFTMAX.tasks)


def test_points_of_the_instructor_go_with_the_students_files(tmp_path):
    given = {"2.1": {"forward": 40}}
    making.make(with_points(SOFTMAX, given), tmp_path, given)
    assert json.loads((tmp_path / "points.json").read_text()) == given
    assert "(46 points)" in (tmp_path / "assignment2.py").read_text()
    assert "0/46  not started" in run_script(tmp_path, "2.1").stdout


# -- the run script

def run_script(folder, *questions, here=None, options=()):
    """python run.py, called from `here`."""
    return subprocess.run([sys.executable, *options, folder / "run.py", *questions],
                          cwd=here or folder, capture_output=True, text=True)


def test_the_run_script_grades_its_own_folder_wherever_it_is_called_from(tmp_path):
    making.make(SOFTMAX, tmp_path / "mine", given := {"2.1": {"forward": 40}})
    done = run_script(tmp_path / "mine", "2.1", here=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "0/46  not started" in done.stdout, f"of {given}, which lie beside it"


def test_points_that_come_later_count_although_the_run_script_is_kept(tmp_path, capsys):
    points = tmp_path / "points.json"
    assert cli.main(["coursework", "make", "2", str(tmp_path / "mine")]) == 0
    points.write_text('{"2.1": {"forward": 40}}')
    assert cli.main(["coursework", "make", "2", str(tmp_path / "mine"), "--points",
                     str(points)]) == 0
    assert "kept        " + str(tmp_path / "mine" / "run.py") in capsys.readouterr().out
    assert "0/46  not started" in run_script(tmp_path / "mine", "2.1").stdout


@pytest.mark.parametrize("words, status, said", [
    (["-q", "2.1"], 0, "0/8  not started"), (["--question", "2.1"], 0, "0/8  not started"),
    (["--help"], 0, "python run.py 2.1    one question."),
    (["-h"], 0, "python run.py 2.1    one question."),
    (["-x"], 1, "python run.py 2.1    one question.")])
def test_the_run_script_takes_what_the_command_line_takes_and_explains_itself(
        words, status, said, tmp_path):
    making.make(SOFTMAX, tmp_path)
    done = run_script(tmp_path, *words)
    assert done.returncode == status and said in done.stdout and done.stderr == ""


def test_the_run_script_says_so_where_the_package_is_not_installed(tmp_path):
    making.make(SOFTMAX, tmp_path)
    done = run_script(tmp_path, options=("-I", "-S"))            # without site-packages
    assert done.returncode == 1 and done.stdout == ""
    assert done.stderr == ("scratchadv is not installed for this Python: ask your instructor "
                           "which one to use\n")
