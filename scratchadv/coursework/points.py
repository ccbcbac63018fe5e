"""Points that an instructor gives instead of ours: {"2.1": {"forward": 4}} in a JSON file."""
import dataclasses
import json
from pathlib import Path

from scratchadv.coursework.tasks import Assignment, assignment, numbers


def read_points(path):
    """{question: {part: points}} of a file.  ValueError where it is damaged or names what is not.

    One file may serve all assignments.
    """
    try:
        given = json.loads(Path(path).read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{path} must be JSON as in {_example()}, got a damaged file: "
                         f"{error}") from None
    if not isinstance(given, dict) or not all(isinstance(parts, dict) for parts in given.values()):
        raise ValueError(f"{path} must be a table of questions and parts, as in {_example()}")
    for id, parts in given.items():
        task = _task(path, id)
        names = [part.name for part in task.parts]
        for name, points in parts.items():
            if name not in names:
                raise ValueError(f"{path}: question {id} has the parts {', '.join(names)}, "
                                 f"got {name!r}")
            if type(points) is not int or points < 0:
                raise ValueError(f"{path}: points must be whole numbers from 0, got {points!r} for "
                                 f"{id}, {name}")
    return given


def with_points(chosen, given):
    """An assignment with other points: those of {question: {part: points}}."""
    tasks = tuple(dataclasses.replace(task, parts=tuple(
        dataclasses.replace(part, points=given.get(task.id, {}).get(part.name, part.points))
        for part in task.parts)) for task in chosen.tasks)
    return Assignment(chosen.number, chosen.title, tasks)


def _task(path, id):
    number = id.partition(".")[0]
    if number.isdecimal() and int(number) in numbers():
        return assignment(int(number)).task(id)
    raise ValueError(f"{path}: there is no question {id!r}")


def _example():
    return '{"2.1": {"forward": 4}}'
