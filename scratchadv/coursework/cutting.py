"""The student's file, cut from the package's source: signature and docstring, without the body."""
import ast
import inspect
import textwrap

from scratchadv.coursework.reference import node_of, parsed, split_name

HEAD = '''"""Assignment {number}: {title}.

Write the body of each function; signature and docstring say what it takes and gives. The handout,
assignment{number}.md, has the mathematics.   python run.py        grades the whole file,
                                        python run.py {first}    one question.
"""
'''


def skeleton(assignment):
    """What a student starts from: every body a NotImplementedError.  -> source"""
    return _file(assignment, _without_body)


def solution(assignment):
    """The same file with the package's bodies.  -> source"""
    return _file(assignment, lambda task, dotted: _whole(dotted))


def _file(assignment, cut):
    blocks, done = [], set()
    for task in assignment.tasks:
        blocks.append(f"# -- {task.id} {task.title}  ({task.points} points)")
        for dotted in (*task.given, *task.functions):
            if dotted not in done:               # given again in a later question
                blocks.append(_whole(dotted) if dotted in task.given else cut(task, dotted))
                done.add(dotted)
    head = HEAD.format(number=assignment.number, title=assignment.title,
                       first=assignment.tasks[0].id)
    return head + _imports(done) + "\n\n" + "\n\n\n".join(blocks) + "\n"


def _whole(dotted):
    """A function or constant as it stands in the package, without decorators."""
    lines, node = node_of(dotted)
    return "\n".join(lines[node.lineno - 1:node.end_lineno])


def _without_body(task, dotted):
    lines, node = node_of(dotted)
    name = node.name
    docstring = node.body[0]
    assert isinstance(docstring, ast.Expr), f"{dotted} has no docstring"
    signature = "\n".join(lines[node.lineno - 1:docstring.lineno - 1])
    doc = "\n".join(lines[docstring.lineno - 1:docstring.end_lineno])
    if name in (task.docs or {}):
        text = inspect.cleandoc(task.docs[name])
        text += "\n" if "\n" in text else ""
        doc = textwrap.indent(f'"""{text}"""', " " * 4, str.strip)
    return f'{signature}\n{doc}\n    raise NotImplementedError("{task.id}: {name}")'


def _imports(dotted_names):
    """Import statements of the functions' modules, those that the functions use and may have."""
    found = {"import numpy as np"}
    for dotted in dotted_names:
        module, _ = split_name(dotted)
        _, node = node_of(dotted)
        used = {name.id for name in ast.walk(node) if isinstance(name, ast.Name)}
        for statement in parsed(module)[1].body:
            if isinstance(statement, ast.Import):
                found |= {ast.unparse(ast.Import([alias])) for alias in statement.names
                          if (alias.asname or alias.name).partition(".")[0] in used}
            elif isinstance(statement, ast.ImportFrom) and not (
                    (statement.module or "scratchadv").startswith("scratchadv") or statement.level):
                kept = [alias for alias in statement.names if (alias.asname or alias.name) in used]
                if kept:
                    found.add(ast.unparse(ast.ImportFrom(statement.module, kept, 0)))
    return "\n".join(sorted(found, key=lambda line: (line.startswith("from"), line)))
