"""The package's own functions: where a task is cut from, and what its programs give with them."""
import ast
import contextlib
import functools
import importlib
import inspect
import os
import time
import warnings

import numpy as np

from scratchadv.coursework.outcome import Outcome
from scratchadv.coursework.wire import Remote, Seed


@contextlib.contextmanager
def numpy_definitions():
    """Within the block no Numba twin is called: nothing waits for a compiler."""
    before = os.environ.get("SCRATCHADV_KERNELS")
    os.environ["SCRATCHADV_KERNELS"] = "numpy"
    try:
        yield
    finally:
        if before is None:
            del os.environ["SCRATCHADV_KERNELS"]
        else:
            os.environ["SCRATCHADV_KERNELS"] = before


def split_name(dotted):
    """"losses.softmax.softmax" -> its module, imported, and "softmax"."""
    module, _, name = dotted.rpartition(".")
    return importlib.import_module(f"scratchadv.{module}"), name


@functools.cache
def parsed(module):
    """-> the lines of a module's source, and its syntax tree."""
    source = inspect.getsource(module)
    return source.splitlines(), ast.parse(source)


def node_of(dotted):
    """The syntax tree of a function or constant.  -> lines of its module, node"""
    module, name = split_name(dotted)
    lines, tree = parsed(module)
    for node in tree.body:
        targets = getattr(node, "targets", [])
        if getattr(node, "name", None) == name or name in [getattr(t, "id", None) for t in targets]:
            return lines, node
    raise ValueError(f"functions must name what scratchadv has, got {dotted!r}")


def functions_of(assignment):
    """{name: the package's function or constant} for all that an assignment's file contains."""
    found = {}
    for task in assignment.tasks:
        for dotted in (*task.functions, *task.given):
            module, name = split_name(dotted)
            found[name] = getattr(module, name)
    return found


def fresh(value):
    """An input as a program takes it: arrays copied, Seed a Generator, Remote its target."""
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, Seed):
        return np.random.default_rng(value.seed)
    if isinstance(value, Remote):
        return value.target
    if type(value) in (tuple, list):
        return type(value)(map(fresh, value))
    return {name: fresh(item) for name, item in value.items()} if type(value) is dict else value


def run(program, gives, inputs, functions):
    """A program with the package's functions.  inputs: {name: value} -> Outcome"""
    names = {"np": np, **functions, **{name: fresh(value) for name, value in inputs.items()},
             "watch": lambda **values: None}     # ours are pure, and have tests of their own
    code = _compiled(program)
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        start = time.perf_counter()
        exec(code, names)
        seconds = time.perf_counter() - start
    modified = [name for name, value in inputs.items() if isinstance(value, np.ndarray)
                and not np.array_equal(value, names[name], equal_nan=value.dtype.kind in "fc")]
    return Outcome({name: names[name] for name in gives}, modified, seconds=seconds)


@functools.cache
def _compiled(program):
    return compile(program, "<program>", "exec")
