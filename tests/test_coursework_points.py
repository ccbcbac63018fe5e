"""An instructor's points, and functions that are nearly the package's own."""
import ast
import re
from pathlib import Path

import pytest

from scratchadv import cli
from scratchadv.coursework import copies, cutting, grading
from scratchadv.coursework.points import read_points, with_points
from scratchadv.coursework.tasks import assignment, assignments

PAGE = Path(__file__).parents[1] / "docs" / "coursework" / "README.md"

SOFTMAX = assignment(2)
BACKWARD = SOFTMAX.task("2.3")


# -- points

@pytest.fixture
def written(tmp_path):
    """text -> the path of a file with it"""
    def write(text):
        (tmp_path / "points.json").write_text(text, encoding="utf-8")
        return tmp_path / "points.json"
    return write


def test_points_of_a_file_replace_those_of_the_parts_it_names(written):
    given = read_points(written('{"2.1": {"forward": 40, "speed": 0}, "2.7": {}}'))
    changed = with_points(SOFTMAX, given)
    before = {part.name: part.points for part in SOFTMAX.task("2.1").parts}
    after = {part.name: part.points for part in changed.task("2.1").parts}
    assert after == {**before, "forward": 40, "speed": 0}
    assert changed.points == SOFTMAX.points + 38 - before["speed"]
    assert changed.tasks[1:] == SOFTMAX.tasks[1:]


def test_one_file_serves_all_assignments(written):
    given = read_points(written('{"1.1": {}, "2.1": {"forward": 3}}'))
    assert with_points(assignment(1), given).points == assignment(1).points


@pytest.mark.parametrize("text, words", [
    ('{"2.1": {"forward": 4}', "must be JSON as in {\"2.1\": {\"forward\": 4}}, got a damaged"),
    ("", "got a damaged file"), ("\xff", "got a damaged file"), ("[1]", "must be a table"),
    ('{"2.1": 4}', "must be a table"), ('{"2.9": {}}', "question must be one of 2.1, 2.2"),
    ('{"9.1": {}}', "there is no question '9.1'"), ('{"x": {}}', "there is no question 'x'"),
    ('{"2.1": {"backward": 1}}', "question 2.1 has the parts forward, stability"),
    ('{"2.1": {"forward": -1}}', "whole numbers from 0, got -1"),
    ('{"2.1": {"forward": 1.5}}', "whole numbers from 0, got 1.5"),
    ('{"2.1": {"forward": true}}', "whole numbers from 0, got True"),
    ('{"2.1": {"forward": "4"}}', "whole numbers from 0, got '4'"),
    ("[" * 100_000, "got a damaged file"),
])
def test_a_file_of_points_that_makes_no_sense_is_one_sentence(text, words, written, capsys):
    path = written(text)
    assert cli.main(["coursework", "grade", "2", "--points", str(path)]) == 2
    printed = capsys.readouterr().err
    assert words in printed and str(path) in printed or "question must be" in printed
    assert "Traceback" not in printed


def test_the_instructors_page_shows_points_that_are_taken(written):
    (example,) = re.findall(r"```json\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert read_points(written(example))


def test_parts_have_names_of_their_own_within_a_question():
    for chosen in assignments().values():
        for task in chosen.tasks:
            names = [part.name for part in task.parts]
            assert len(set(names)) == len(names), f"{task.id}: a file of points could not tell them"


# -- copies

def copied(source):
    return {copy.function: copy.likeness for copy in copies.copies(source, SOFTMAX.tasks)}


LONG = {dotted.rpartition(".")[2] for task in SOFTMAX.tasks for dotted in task.functions
        if copies.long_enough(dotted)}


class Renamed(ast.NodeTransformer):
    """Every name that is assigned in the file, and every argument, with another name."""

    def __init__(self, tree):
        self.own = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)
                    and isinstance(node.ctx, ast.Store)}
        self.own |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}

    def visit_Name(self, node):
        return ast.Name(f"my_{node.id}" if node.id in self.own else node.id, node.ctx)

    def visit_arg(self, node):
        return ast.arg(f"my_{node.arg}" if node.arg in self.own else node.arg)


def test_the_packages_own_functions_are_copies_but_for_the_short_ones():
    assert copied(cutting.solution(SOFTMAX)) == dict.fromkeys(LONG, 1)
    assert 0 < len(LONG) < sum(len(task.functions) for task in SOFTMAX.tasks)


def test_a_copy_with_other_names_layout_and_docstrings_is_still_one():
    tree = ast.parse(cutting.solution(SOFTMAX))
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            node.body[0] = ast.Expr(ast.Constant("Mine, all mine."))
    source = ast.unparse(ast.fix_missing_locations(Renamed(tree).visit(tree)))
    assert copied(source) == dict.fromkeys(LONG, 1)


def test_a_copy_that_stands_in_a_helper_is_found():
    source = cutting.solution(SOFTMAX).replace("def softmax_cross_entropy_backward",
                                               "def helper")
    assert "softmax_cross_entropy_backward" in copied(source)


def test_another_style_is_no_copy():
    from scratchadv.coursework.selftest import STYLES
    for chosen in assignments().values():
        for path in sorted(STYLES.glob(f"{chosen.name}_*.py")):
            assert copies.copies(path.read_text(encoding="utf-8"), chosen.tasks) == [], path.name


@pytest.mark.parametrize("source", ["def f(:", "\0", "x = " + "+".join("a" * 10 ** 5)])
def test_what_is_no_python_is_no_copy(source):
    assert copied(source) == {}


def test_copies_are_told_to_the_instructor_and_not_to_the_student(tmp_path, capsys):
    making = tmp_path / "assignment2.py"
    making.write_text(cutting.solution(SOFTMAX))
    results = tmp_path / "results.json"
    assert cli.main(["coursework", "grade", "2", str(tmp_path), "-q", "2.3", "--json",
                     str(results)]) == 0
    printed = capsys.readouterr()
    assert "nearly" not in printed.out + printed.err
    told = results.read_text()
    assert '"2.3 softmax_cross_entropy_backward 100%"' in told.partition('"extra_data"')[2]
    assert "100%" not in told.partition('"extra_data"')[0]


def test_functions_too_short_to_tell_are_named():
    questions = [grading.Question(SOFTMAX.task("2.1"), ())]
    assert copies.hints("", questions)["too short to tell"] == ["log_softmax", "softmax"]
