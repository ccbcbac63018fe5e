"""The instructor's page says what there is: its table, its commands, its numbers."""
import re
import shlex

import pytest
from documents import ROOT, fences

from scratchadv import cli
from scratchadv.coursework import copies, sandbox
from scratchadv.coursework.tasks import assignment, numbers

FOLDER = ROOT / "docs" / "coursework"
PAGE = (FOLDER / "README.md").read_text(encoding="utf-8")


def row(number):
    """The line of an assignment in the table of the course: hours and prose are its handout's."""
    handout = (FOLDER / f"assignment{number}.md").read_text(encoding="utf-8")
    prose, = re.findall(r"^\| prose \|[^|]*\| (\d+) \|", handout, re.MULTILINE)
    hours, = re.findall(r"^About (\d+) hours", handout, re.MULTILINE)
    chosen = assignment(number)
    return (f"| {number} | {chosen.title} | {len(chosen.tasks)} | {chosen.points} | {prose} | "
            f"{hours} |")


@pytest.mark.parametrize("number", numbers())
def test_the_table_of_the_course_is_what_tasks_and_handouts_say(number):
    assert row(number) in PAGE, "put it there"


@pytest.mark.parametrize("number", numbers())
def test_every_assignment_has_a_guide_for_marking_its_prose(number):
    assert (FOLDER / "marking" / f"assignment{number}.md").is_file()


def lines():
    """Every call of scratchadv in the page's shell blocks."""
    for language, body, _ in fences(PAGE):
        for line in body.replace("\\\n", " ").splitlines() if language == "sh" else ():
            if re.search(r"\bscratchadv ", line):
                yield line


def command_lines():
    """Their words after scratchadv."""
    return [shlex.split(line.rpartition("scratchadv ")[2]) for line in lines()]


@pytest.mark.parametrize("words", command_lines(), ids=" ".join)
def test_every_command_of_the_page_is_one_that_the_parser_takes(words):
    assert cli.parser().parse_args(words).run


def test_every_command_of_the_page_runs_without_an_activated_environment():
    bare = [line for line in lines() if not line.startswith((".venv/bin/", "/venv/bin/", "docker"))]
    assert bare == []


def test_the_selftest_of_the_page_is_that_of_the_clone():
    commands = [line for line in lines() if "selftest" in line]
    assert commands == [".venv/bin/python -m scratchadv coursework selftest 3"], (
        "the installed package has no planted mistakes beside it")


def test_there_are_commands_on_the_page():
    assert {words[1] for words in command_lines()} == {"make", "grade", "selftest"}


def test_the_numbers_of_the_page_are_those_of_the_source():
    limits = (f"ended after {sandbox.SECONDS:g} seconds, loading the file after "
              f"{sandbox.LOAD_SECONDS:g}")
    assert " ".join(PAGE.split()).count(limits) == 2
    assert f"from {copies.ALIKE:.0%}".replace("%", " %") in PAGE
    assert f"fewer than {copies.SHORTEST} words" in PAGE
