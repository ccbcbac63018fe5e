"""Functions of a submission that are nearly the package's own: for the instructor, never shown.

Two functions are compared as syntax trees without docstrings, annotations, comments and layout, and
with every name of their own numbered in the order in which it comes: a copy stays one whatever is
renamed, and wherever in the file it stands. Likeness is the share of the two that is equal, in
order. A short function can hardly be written in two ways: those of fewer than SHORTEST words (kinds
of nodes, names, constants) are not judged. What is found is a hint to look, not a proof.
"""
import ast
import difflib
import functools
from typing import NamedTuple

from scratchadv.coursework.reference import node_of

SHORTEST = 60                                    # words of a function that can be told
ALIKE = .9                                       # from where likeness is reported
LEFT_OUT = ("annotation", "returns", "decorator_list", "ctx")


class Copy(NamedTuple):
    """One function of the package that the submission has too, or nearly."""

    task: str
    function: str
    likeness: float


def copies(source, tasks):
    """The package's functions that a student's file has nearly as they are.  -> [Copy, ...]"""
    try:
        theirs = [flat(node) for node in ast.walk(ast.parse(source))
                  if isinstance(node, ast.FunctionDef)]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []                                # nothing that runs
    found = []
    for task in tasks:
        for dotted in task.functions:
            if long_enough(dotted):
                share = max((likeness(_ours(dotted), other) for other in theirs), default=0)
                if share >= ALIKE:
                    found.append(Copy(task.id, dotted.rpartition(".")[2], share))
    return found


def hints(source, questions):
    """What only the instructor sees: Gradescope's extra_data.  questions: graded

    A file that earns nothing, or does not even load, is not looked into.
    """
    tasks = [question.task for question in questions]
    earned = any(question.points for question in questions)
    return {
        "nearly ours": [f"{copy.task} {copy.function} {copy.likeness:.0%}" for copy in
                        (copies(source, tasks) if earned else [])],
        "too short to tell": [dotted.rpartition(".")[2] for task in tasks
                              for dotted in task.functions if not long_enough(dotted)],
        "replaces on loading": [*questions[0].replaced] if questions else []}


def long_enough(dotted):
    """Whether a function of the package can be told from one that is written alike by chance."""
    return len(_ours(dotted)) >= SHORTEST


def likeness(ours, theirs):
    """The share of two flat functions that is equal, in order: 0 to 1.  0 for what is far apart."""
    match = difflib.SequenceMatcher(None, ours, theirs, autojunk=False)
    far = match.real_quick_ratio() < ALIKE or match.quick_ratio() < ALIKE
    return 0.0 if far else match.ratio()


@functools.cache
def _ours(dotted):
    return flat(node_of(dotted)[1])


def flat(function):
    """A function's body as a list: the kind of each node, with what it says."""
    own, numbers, words = _own_names(function), {}, []

    def walk(node):
        words.append(type(node).__name__)
        for field, value in ast.iter_fields(node):
            for item in value if isinstance(value, list) else [value]:
                if isinstance(item, ast.AST):
                    if field not in LEFT_OUT:
                        walk(item)
                elif item in own:
                    words.append(str(numbers.setdefault(item, len(numbers))))
                elif item is not None:
                    words.append(repr(item))

    for statement in function.body:
        if not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)):
            walk(statement)                      # a docstring is such a statement
    return words


def _own_names(function):
    """Arguments, and what the function assigns."""
    return {getattr(node, "arg", None) or getattr(node, "id", None) or node.name
            for node in ast.walk(function)
            if isinstance(node, (ast.arg, ast.FunctionDef))
            or isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
