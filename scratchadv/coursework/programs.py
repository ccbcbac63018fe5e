"""What a part's program asks of the functions: which it calls, what a value of it is made of.

Where a program takes several values of a function, as in J, cache = logistic_forward(s, y), Python
would say "too many values to unpack", which names neither. There `counted` puts in `returned`,
which the submission's process has (returned.py).
"""
import ast
import functools


def called(program, functions):
    """The functions that a program calls, each once.  functions: names -> [name, ...]"""
    return [*dict.fromkeys(_names(ast.parse(program), functions))]


def sources(program, name, functions):
    """What functions give for a program's value, through other values too.

    -> frozenset of (name, functions on the way to it): for ends = np.array([low, high]) two, of low
    and of high; for what is written in place (name, no functions).
    """
    found = {}
    for node in ast.parse(program).body:
        if isinstance(node, ast.Assign):
            used = {one.id for one in ast.walk(node.value) if isinstance(one, ast.Name)}
            of = frozenset().union(*(found.get(one, ()) for one in used))
            calls = frozenset(_names(node.value, functions))
            for target in node.targets:
                for one in ast.walk(target):
                    if isinstance(one, ast.Name):
                        found[one.id] = of if not calls else frozenset(
                            {(one.id, calls.union(*(fs for _, fs in of)))})
    return found.get(name) or frozenset({(name, frozenset())})


@functools.cache
def counted(program, functions):
    """The same program, in which a wrong number of values is told.  functions: a tuple of names"""
    return ast.unparse(ast.fix_missing_locations(_Counting(functions).visit(ast.parse(program))))


class _Counting(ast.NodeTransformer):
    """a, b = f(x)  becomes  a, b = returned('f', ['a', 'b'], f(x))"""

    def __init__(self, functions):
        self.functions = functions

    def visit_Assign(self, node):
        target, name = node.targets[0], getattr(getattr(node.value, "func", None), "id", None)
        if name in self.functions and isinstance(target, ast.Tuple):
            wanted = [*map(ast.unparse, target.elts)]
            node.value = ast.Call(ast.Name("returned", ast.Load()), [
                ast.Constant(name), ast.List([*map(ast.Constant, wanted)], ast.Load()),
                node.value], [])
        return node


def _names(tree, functions):
    """Of functions that are called in a tree, in order."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", None) in functions:
            yield node.func.id
