"""A folder of submissions into one table; and what the command line refuses, in one sentence."""
import csv
import errno
import io
import json
import os
import signal

import pytest

from scratchadv import cli
from scratchadv.coursework import batch, cutting
from scratchadv.coursework.batch import Row, Settings
from scratchadv.coursework.tasks import assignment
from scratchadv.progress import Progress

SOFTMAX = assignment(2)
RIGHT = cutting.solution(SOFTMAX)
NO_MEAN = RIGHT.replace("grad_s * (grad_J / N)", "grad_s * grad_J")


@pytest.fixture
def hand_in(tmp_path):
    """A folder of submissions: name -> text or bytes"""
    def write(**texts):
        for name, text in texts.items():
            path = tmp_path / name.replace("__", "/").replace("_py", ".py")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return tmp_path
    return write


def grade(folder, **settings):
    """-> {name: Row}, in one process"""
    found = batch.submissions(folder)
    settings = Settings(2, **settings)
    return {name: batch.grade_one(name, path, settings) for name, path in found.items()}


def test_every_folder_and_file_is_a_submission_by_its_name(hand_in):
    folder = hand_in(ann__assignment2_py="", bob_py="", bob__x_py="", cid_py="")
    (folder / "dan.ipynb").write_text("{}")
    assert {name: path.name for name, path in batch.submissions(folder).items()} == {
        "ann": "ann", "bob": "bob", "bob.py": "bob.py", "cid": "cid.py", "dan.ipynb": "dan.ipynb"}


def test_what_the_system_and_the_grader_itself_lay_there_is_no_submission(hand_in):
    folder = hand_in(ann_py="")
    for name in (".git", "__pycache__", "__MACOSX", "results"):
        (folder / name).mkdir()
    for name in (".DS_Store", "Thumbs.db", "desktop.ini", "grades.csv"):
        (folder / name).write_text("")
    outputs = folder / ".." / folder.name / "grades.csv", folder / "results", None
    assert [*batch.submissions(folder, outputs)] == ["ann"]


def test_points_reasons_and_copies_are_those_of_each_submission(hand_in):
    rows = grade(hand_in(ann__assignment2_py=RIGHT, bob_py=NO_MEAN, cid_py="x = (\n",
                         dan__assignment2_py=cutting.skeleton(SOFTMAX)), ids=("2.3", "2.6"))
    most = {id: SOFTMAX.task(id).points for id in ("2.3", "2.6")}
    assert rows["ann"].points == most and rows["ann"].wrong == ""
    assert rows["ann"].copies == ("2.3 softmax_cross_entropy_backward 100%; 2.6 l1_step 100%")
    assert rows["bob"].points["2.6"] == most["2.6"] and "2.3: mean forgotten" == rows["bob"].wrong
    assert rows["cid"].total == 0 and rows["cid"].copies == ""
    assert rows["cid"].wrong == (
        "2.3, 2.6: your file does not load: SyntaxError in line 1: '(' was never closed")
    assert rows["dan"].total == 0
    assert rows["dan"].wrong == "2.3: waiting for 2.2; 2.6: not started"


def test_the_student_file_is_found_at_any_depth_and_under_another_name(hand_in):
    folder = hand_in(deep__hw2__assignment2_py=RIGHT, other__ann_17_assignment2_py=RIGHT,
                     other__run_py="")
    assert [row.total for row in grade(folder, ids=("2.6",)).values()] == [7, 7]


@pytest.mark.parametrize("texts, words", [
    (dict(ann__notes="x"), "not graded: there is no assignment2.py"),
    (dict(ann="x", bob_py=""), "not graded: neither a folder nor a .py file"),
    (dict(ann__a_py="", ann__b_py=""), "not graded: which is the submission, a.py, b.py?"),
    (dict(ann_py=b"#" * (2 ** 20 + 1)), "must be under 1 MB to be a student's file"),
])
def test_what_is_no_submission_is_said_in_its_row_and_its_results(texts, words, hand_in, tmp_path):
    folder, results = hand_in(**texts), tmp_path / "results"
    results.mkdir()
    row = grade(folder, ids=("2.6",), results=results)["ann"]
    assert words in row.wrong and row.total == 0
    told = json.loads((results / "ann.json").read_text())
    assert (told["score"], told["output"]) == (0, row.wrong)


def test_results_that_cannot_be_written_are_said_in_the_row(hand_in, tmp_path):
    row = grade(hand_in(ann_py=RIGHT), ids=("2.6",), results=tmp_path / "nowhere")["ann"]
    assert row.wrong.startswith("not graded: ") and "nowhere/ann.json" in row.wrong


def test_a_file_that_cannot_be_read_is_said_as_the_command_line_says_it(hand_in, monkeypatch):
    def refused(path):
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    folder = hand_in(ann_py=RIGHT)
    monkeypatch.setattr(batch.grading, "read", refused)
    assert grade(folder)["ann"].wrong == f"not graded: {folder / 'ann.py'}: Permission denied"


def test_results_that_cannot_be_written_are_refused_before_the_work(hand_in, tmp_path, capsys):
    folder = hand_in(assignment2_py=RIGHT)
    path = tmp_path / "nowhere" / "results.json"
    assert cli.main(["coursework", "grade", "2", str(folder), "--json", str(path)]) == 2
    printed = capsys.readouterr()
    assert printed.out == "" and f"got {path}: No such file or directory" in printed.err


def test_trials_beside_a_student_file_of_another_name_are_not_taken_for_it(hand_in):
    folder = hand_in(ann__ann_17_py=RIGHT, ann__trial_py="", ann__run_py="")
    assert grade(folder, ids=("2.6",))["ann"].total == 7


def test_a_link_out_of_the_folder_is_no_submission(hand_in):
    folder = hand_in(ann__assignment2_py=RIGHT, bob__notes="")
    (folder / "bob" / "assignment2.py").symlink_to(folder / "ann" / "assignment2.py")
    assert "there is no assignment2.py" in grade(folder, ids=("2.6",))["bob"].wrong


def test_a_file_from_windows_is_read_as_it_is_meant(hand_in):
    text = b"\xef\xbb\xbf" + RIGHT.replace("\n", "\r\n").encode()
    assert grade(hand_in(ann_py=text), ids=("2.6",))["ann"].total == 7


def test_a_single_file_finds_the_digits_beside_it(hand_in):
    row = grade(hand_in(ann_py=RIGHT + "\nx = np.load('digits.npz')['x_test']\n"), ids=("2.6",))
    assert row["ann"].total == 7


def test_the_table_has_a_column_for_each_question_and_no_formulas():
    rows = [Row("=ann", 1.25, {"2.1": 8, "2.2": 3}, "2.2: mean\nforgotten", ""),
            Row("bob", 0, wrong="not graded: it", copies="2.3 f 97%")]
    header, ann, bob = csv.reader(io.StringIO(batch.table(rows, SOFTMAX.tasks[:2])))
    assert header == ["name", "2.1", "2.2", "total", "seconds", "what went wrong", "nearly ours"]
    assert ann == ["'=ann", "8", "3", "11", "1.2", "2.2: mean forgotten", ""]
    assert bob == ["bob", "0", "0", "0", "0.0", "not graded: it", "2.3 f 97%"]


def brought_down(name, path, settings):
    """Stands for grade_one: one submission ends its grader."""
    if name == "bad":
        os.kill(os.getpid(), signal.SIGKILL)
    return Row(name, 0, {"2.1": 1})


def test_a_submission_that_brings_its_grader_down_costs_only_itself(tmp_path, monkeypatch):
    monkeypatch.setattr(batch, "grade_one", brought_down)
    found = {name: tmp_path for name in ("ann", "bad", "cid")}
    rows = batch.grade_folder(found, Settings(2, results=tmp_path), workers=2,
                              progress=Progress(io.StringIO()))
    assert [(row.name, row.total) for row in rows] == [("ann", 1), ("bad", 0), ("cid", 1)]
    assert rows[1].wrong == "it brought the grader down"
    assert json.loads((tmp_path / "bad.json").read_text())["output"] == rows[1].wrong


def test_the_command_grades_a_folder_into_a_table_and_results_for_each(hand_in, tmp_path, capsys):
    folder = hand_in(in__ann__assignment2_py=RIGHT, in__bob_py=NO_MEAN, in__c="") / "in"
    (folder / ".DS_Store").write_text("")
    points = tmp_path / "points.json"
    points.write_text('{"2.3": {"gradient of s": 30}}')
    line = ["coursework", "grade", "2", "--folder", str(folder), "-q", "2.3", "--points",
            str(points), "--csv", str(folder / "grades.csv"), "--json", str(folder / "json")]
    assert cli.main(line) == 0
    first, _ = (folder / "grades.csv").read_text(), capsys.readouterr()
    assert cli.main(line) == 0, "what it wrote into the folder is no submission the next time"
    printed = capsys.readouterr()
    header, ann, bob, c = csv.reader(io.StringIO((folder / "grades.csv").read_text()))
    assert [row.split(",")[0] for row in first.splitlines()] == ["name", "ann", "bob", "c"]
    assert ann[:3] == ["ann", "36", "36"] and bob[0] == "bob" and int(bob[2]) < 6
    assert c[0] == "c" and "not graded: neither a folder nor a .py file" in c
    assert "3 submissions, mean" in printed.err and "; 1 not graded" in printed.err
    assert {path.name: json.loads(path.read_text())["score"]
            for path in (folder / "json").iterdir()} == {
                "ann.json": 36, "bob.json": int(bob[2]), "c.json": 0}
    assert printed.out == ""


def test_a_missing_file_has_results_that_tell_the_student_what_to_do(tmp_path, capsys):
    path = tmp_path / "results.json"
    assert cli.main(["coursework", "grade", "2", str(tmp_path), "--json", str(path)]) == 2
    results = json.loads(path.read_text())
    assert results["score"] == 0 and results["output"] == (
        "There is no file named assignment2.py at the top of your submission: name it so and "
        "submit again.")
    assert "DIR must hold assignment2.py" in capsys.readouterr().err


def test_a_file_that_is_too_long_has_results_that_say_so(tmp_path):
    path = tmp_path / "results.json"
    (tmp_path / "assignment2.py").write_bytes(b"#" * (2 ** 20 + 1))
    assert cli.main(["coursework", "grade", "2", str(tmp_path), "--json", str(path)]) == 2
    assert "must be under 1 MB" in json.loads(path.read_text())["output"]


@pytest.mark.parametrize("words, sentence", [
    (["make", "9", "there"], "assignment must be one of 1, 2"),
    (["make", "-1", "there"], "assignment must be one of 1, 2"),
    (["make", "2", "file"], "DIR must be a folder, or a place for one, got file"),
    (["make", "2", "file/below"], "DIR must be a folder, or a place for one, got file/below"),
    (["grade", "2", "empty"], "DIR must hold assignment2.py, got empty"),
    (["grade", "2", "nowhere"], "DIR must hold assignment2.py, got nowhere"),
    (["grade", "2", "made", "-q", "9.9"], "question must be one of 2.1, 2.2"),
    (["grade", "2", "made", "--json", "nowhere/results.json"], "results.json: No such file"),
    (["grade", "2", "made", "--json", "made"], "must be a file that can be written, got made"),
    (["grade", "2", "--folder", "empty"], "--folder must hold submissions"),
    (["grade", "2", "--folder", "nowhere"], "--folder must be a folder of submissions"),
    (["grade", "2", "--folder", "made", "-q", "9.9"], "question must be one of 2.1, 2.2"),
    (["grade", "2", "--folder", "in", "--csv", "nowhere/a.csv"], "nowhere/a.csv: No such file"),
    (["grade", "2", "--folder", "in", "--json", "file"], "file: File exists"),
    (["grade", "2", "made", "--folder", "in"], "DIR or --folder DIR, got both"),
    (["grade", "2", "made", "--csv", "a.csv"], "--csv goes with --folder"),
    (["grade", "2", "made", "--json", "made/assignment2.py"], "--json must not end in .py"),
    (["grade", "2", "--folder", "in", "--csv", "x.PY"], "--csv must not end in .py, as a"),
    (["grade", "2", "made", "--points", "nowhere.json"], "nowhere.json: No such file"),
    (["grade", "2", "made", "--points", "made"], "made: Is a directory"),
    (["grade", "2", "made", "--key", ""], "--key must be any text, got an empty one"),
    (["selftest", "9"], "assignment must be one of 1, 2"),
])
def test_a_wrong_command_line_is_one_sentence_and_exit_status_2(
        words, sentence, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for folder in ("empty", "made", "in/ann"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "file").write_text("")
    (tmp_path / "made" / "assignment2.py").write_text(cutting.skeleton(SOFTMAX))
    assert cli.main(["coursework", *words]) == 2
    printed = capsys.readouterr().err
    assert sentence in printed and "Traceback" not in printed
    assert len(printed.strip().splitlines()) == 1
    assert (tmp_path / "made" / "assignment2.py").read_text() == cutting.skeleton(SOFTMAX)
