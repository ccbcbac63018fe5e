"""Handouts: their points are those of the tasks, their trials run, their questions have answers."""
import contextlib
import io
import re
import sys

import pytest
from documents import ROOT, fences, prose

from scratchadv.coursework import cutting, making
from scratchadv.coursework.tasks import assignment

FOLDER = ROOT / "docs" / "coursework"
NUMBERS = (1, 2, 3, 4, 5, 6)


@pytest.fixture(params=NUMBERS)
def number(request):
    return request.param


@pytest.fixture
def handout(number):
    return (FOLDER / f"assignment{number}.md").read_text(encoding="utf-8")


@pytest.fixture
def guide(number):
    return (FOLDER / "marking" / f"assignment{number}.md").read_text(encoding="utf-8")


def rows(text):
    """{first cell: the row's other cells} of all tables."""
    cells = (line.strip("|").split("|") for line in text.splitlines() if line.startswith("|"))
    return {first.strip(): [cell.strip() for cell in others] for first, *others in cells}


def points_of_prose(text):
    """The points that stand at the beginning of each question in prose, in their order."""
    section = text.partition("## In prose")[2]
    numbered = re.findall(r"^(\d+)\. \((\d+) points\)", section, re.MULTILINE)
    assert [int(n) for n, _ in numbered] == [*range(1, len(numbered) + 1)]
    return [int(points) for _, points in numbered]


def test_the_table_has_the_points_of_the_tasks(number, handout):
    table, tasks, in_prose = rows(handout), assignment(number).tasks, points_of_prose(handout)
    assert {id: cells[:2] for id, cells in table.items() if id[:1].isdigit()} == {
        task.id: [task.title, str(task.points)] for task in tasks}
    assert table["prose"][1] == str(sum(in_prose))
    minutes = [int(table[id][2]) for id in [*(task.id for task in tasks), "prose"]]
    assert table[""][1] == str(assignment(number).points + sum(in_prose))
    assert table[""][2].split(",")[0] == str(sum(minutes))


def test_every_question_lists_its_parts_and_their_points(number, handout):
    for task in assignment(number).tasks:
        section = handout.partition(f"\n## {task.id} {task.title}\n\n")[2].partition("\n## ")[0]
        parts = ", ".join(f"{part.name} ({part.points})" for part in task.parts)
        assert section.startswith(f"Points {task.points}: {parts}.\n"), task.id


def test_the_trials_run_beside_the_reference_and_print_what_is_shown(
        number, handout, tmp_path, monkeypatch):
    making.make(assignment(number), tmp_path)
    name = assignment(number).name
    (tmp_path / f"{name}.py").write_text(cutting.solution(assignment(number)))
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, name, raising=False)
    blocks, namespace = [*fences(handout)], {}
    for (language, code, line), (_, shown, _) in zip(blocks, [*blocks[1:], ("", "", 0)]):
        if language != "py":
            continue
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile("\n" * line + code, f"{name}.md", "exec"), namespace)
        if f"{code}```\n\nIt prints\n" in handout:
            assert printed.getvalue() == shown
    monkeypatch.delitem(sys.modules, name)
    namespace["digits"].close()


def test_a_handout_says_how_its_blocks_are_run_and_what_is_needed(number, handout):
    words = " ".join(handout.partition("## How to work")[2].partition("\n## ")[0].split())
    assert ("Each block of Python below stands on those above it. Collect them in a file "
            "`trial.py` in your folder and run the whole of it again after every change: a session "
            f"that has already imported `assignment{number}` does not notice that you have changed "
            "it.") in words
    assert "You need Python with the package scratchadv installed; your instructor says how." in (
        words)


def test_a_handout_stands_alone(handout):
    assert re.findall(r"\]\(", prose(handout)) == [], "make copies the handout and nothing beside"


def test_the_guide_answers_every_question_in_prose_for_the_same_points(number, handout, guide):
    in_prose = points_of_prose(handout)
    for i, points in enumerate(in_prose, start=1):
        answer = guide.partition(f"\n## Question {i}\n")[2].partition("\n## ")[0]
        total, of_what = re.search(r"^(\d+) points: (.*)\.$", answer, re.MULTILINE).groups()
        given = [int(n) for n in re.findall(r"(\d+) for", of_what)]
        assert int(total) == sum(given) == points
    table, id = rows(guide), f"{number}.1 to {assignment(number).tasks[-1].id}, by the grader"
    assert table[id] == [str(assignment(number).points)]
    assert [table[f"prose {i}"] for i in range(1, len(in_prose) + 1)] == [
        [str(points)] for points in in_prose]
    ours = assignment(number).points
    assert f"{ours} of the {ours + sum(in_prose)} points" in guide
