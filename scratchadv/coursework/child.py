"""The submission's process: loads a student's file, runs programs on its functions, sends values.

Started by `sandbox.Session` as a file of its own, `python -I child.py HOME`; requests come through
stdin and replies go through stdout, which the student's code does not see. Of the package only
wire and fence are here.

    {"load": [name, path, source]}                                  -> {"error": None or [...]}
    {"run": [program, gives], "inputs": {...}}                      -> {"ready": True}, then
        {"values": {...}, "modified": [...], "printed": "...", "error": None or [...]}
    on the way {"ask": [number, method, args, named]} calls a Remote -> {"answer": value}
"""
import importlib
import io
import os
import sys
import types

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
MOST_PRINTED = 2000                              # characters of what the code prints that we keep


class Printed(io.TextIOBase):
    """Keeps the beginning of what is printed."""

    text = ""

    def write(self, text):
        self.text += text[:MOST_PRINTED - len(self.text)]
        return len(text)


class Channel:
    """The pipe to the grader, on numbers of its own; 0, 1 and 2 are left to the null device."""

    def __init__(self, wire):
        self.wire = wire
        self.requests, self.replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
        null = os.open(os.devnull, os.O_RDWR)
        for number in (0, 1, 2):
            os.dup2(null, number)

    def send(self, value):
        self.replies.write(self.wire.pack(value))
        self.replies.flush()

    def receive(self):
        return self.wire.unpack(*self.wire.read(self.requests), self.proxy)

    def proxy(self, number, calls, fixed):
        """An object whose methods `calls` are answered by the grader."""
        def asker(method):
            def ask(*args, **named):
                self.send({"ask": [number, method, list(args), named]})
                answer = self.receive()
                if "refused" in answer:
                    raise ValueError(answer["refused"])
                return answer["answer"]
            return ask

        methods = {name: staticmethod(asker(name)) for name in calls}
        if "__call__" in methods:
            methods["__call__"] = (lambda call: lambda self, *args, **named: call(*args, **named))(
                asker("__call__"))
        return type("Given", (), {**fixed, **methods})()


def load(name, path, source, modules):
    """Run the student's file as a module of its own.  -> its error, or None"""
    module = types.ModuleType(name)
    module.__file__ = path
    sys.modules[name] = module
    modules[:] = [module, path]
    try:
        exec(compile(source, path, "exec"), module.__dict__)
    except BaseException as error:
        return describe(error, path)


def run(program, gives, inputs, module, path):
    """Run a program over the student's functions and the inputs.  -> the reply's dict"""
    pristine = {name: copied(value) for name, value in inputs.items()}
    sys.stdout = sys.stderr = printed = Printed()
    names = {"np": np, **vars(module), **inputs}
    reply = {"values": {}, "modified": [], "error": None}
    try:
        exec(compile(program, "<program>", "exec"), names)
        reply["values"] = {name: names[name] for name in gives}
    except BaseException as error:
        reply["error"] = describe(error, path)
    reply["modified"] = [name for name, value in inputs.items() if differs(value, pristine[name])]
    return {**reply, "printed": printed.text}


def copied(value):
    """Arrays copied, also within tuples, lists and dicts; all else as it is."""
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, (tuple, list)):
        return type(value)(map(copied, value))
    return {key: copied(item) for key, item in value.items()} if isinstance(value, dict) else value


def differs(value, pristine):
    """Whether an input, or an array in it, is not what it was."""
    if isinstance(value, np.ndarray):
        return value.dtype != pristine.dtype or not np.array_equal(
            value, pristine, equal_nan=value.dtype.kind in "fc")
    if isinstance(value, (tuple, list)):
        return len(value) != len(pristine) or any(map(differs, value, pristine))
    if isinstance(value, dict):
        return value.keys() != pristine.keys() or any(
            differs(item, pristine[key]) for key, item in value.items())
    return False


def describe(error, path):
    """-> [type, message, last line of the student's file on the way to it or None]"""
    line, trace = None, error.__traceback__
    if isinstance(error, SyntaxError) and error.filename == path:
        line = error.lineno
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == path:
            line = trace.tb_lineno
        trace = trace.tb_next
    message = error.msg if isinstance(error, SyntaxError) else str(error)
    return [type(error).__name__, str(message)[:500], line]


def main():
    """Answer requests until the pipe closes."""
    sys.path.insert(0, HERE)
    wire, fence = map(importlib.import_module, ("wire", "fence"))
    sys.path.pop(0)
    home = sys.argv[1]
    channel, modules = Channel(wire), []
    os.chdir(home)
    sys.path.append(home)
    fence.limit(cpu_seconds=300, memory_mb=2048, file_mb=16)
    fence.close(home, os.path.dirname(HERE))
    sys.stdout = sys.stderr = Printed()
    while True:
        try:
            request = channel.receive()
        except EOFError:
            return
        if "load" in request:
            channel.send({"error": load(*request["load"], modules)})
            continue
        channel.send({"ready": True})
        reply = run(*request["run"], request["inputs"], *modules)
        try:
            channel.send(reply)
        except (ValueError, MemoryError) as error:
            channel.send({"values": {}, "modified": [], "printed": "",
                          "error": ["ValueError", f"what your function returns is {error}", None]})


if __name__ == "__main__":
    main()
