"""The submission's process: loads a student's file, runs programs on its functions, sends values.

Started by `sandbox.Session` as a file of its own, `python -I child.py HOME FOLDER...`, with the
folders of NumPy and SciPy; requests come through stdin and replies go through stdout, which the
student's code does not see. Of the package only wire, fence, landlock, blank and returned are
here.

    on starting                                                     -> {"started": True}
    {"load": [name, path, source]}                                  -> {"error": None or [...]}
    {"run": [program, gives, token], "inputs": {...}}
        -> {"ready": token} before the program runs, {"done": token} after it, then
        {"values": {...}, "modified": [...], "replaced": [...], "printed": "...", "error": ...}
    on the way {"ask": [number, method, args, named]} calls a Remote -> {"answer": value}

The student's code may replace what it likes, in builtins and numpy too. What stands here runs with
names of its own (`private`), and puts back what all code shares. The grader's clock runs between
the two signs. They carry a token, so that code which only writes to the pipe cannot stop it; it
would have to take apart what stands here. They are packed before the program, which may replace
what packs them.
"""
import builtins
import io
import os
import sys
import types

HERE = os.path.dirname(os.path.abspath(__file__))
MOST_PRINTED = 2000                              # characters of what the code prints that we keep
SHARED = ("builtins", "numpy", "numpy.random", "numpy.linalg", "math", "json", "os", "posixpath")


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
        self.write(self.wire.pack(value))

    def write(self, frame):
        try:
            self.replies.write(frame)
            self.replies.flush()
        except OSError:
            os._exit(self.wire.CLOSED)

    def receive(self):
        try:
            return self.wire.unpack(*self.wire.read(self.requests), self.proxy)
        except (EOFError, OSError):
            os._exit(self.wire.CLOSED)

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


class Shared:
    """The names in the modules that all code shares, as they were at the start."""

    def __init__(self):
        self.kept = [(name, sys.modules[name], dict(vars(sys.modules[name]))) for name in SHARED
                     if name in sys.modules]

    def put_back(self):
        """Put back what was replaced.  -> its names"""
        found = []
        for module_name, module, names in self.kept:
            if sys.modules.get(module_name) is not module:
                sys.modules[module_name] = module
                found.append(f"sys.modules[{module_name!r}]")
            now = vars(module)
            for name, value in names.items():
                if now.get(name) is not value:
                    now[name] = value
                    found.append(f"{module_name}.{name}")
        return found


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


def run(program, gives, inputs, module, path, given, ready, done):
    """Run a program over the student's functions and the inputs.  -> the reply's dict

    A program may say watch(cache=cache) of what is not to be written into from there on.
    given: {name: what a program has besides}.
    ready, done: called right before the program and right after it.
    """
    watched, pristine = {}, {}

    def watch(**values):
        watched.update(values)
        pristine.update({name: copied(value) for name, value in values.items()})

    watch(**inputs)
    sys.stdout = sys.stderr = printed = Printed()
    names = {**vars(module), "np": sys.modules["numpy"], **inputs, **given, "watch": watch}
    reply = {"values": {}, "modified": [], "error": None}
    code = compile(program, "<program>", "exec")
    try:
        ready()
        try:
            exec(code, names)
        finally:
            done()
        reply["values"] = {name: names[name] for name in gives}
        reply["modified"] = [name for name in watched if differs(watched[name], pristine[name])]
    except BaseException as error:
        reply["error"] = describe(error, path)
    return {**reply, "printed": printed.text}


def copied(value):
    """Arrays copied, also within tuples (as lists), lists and dicts; all else as it is."""
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, (tuple, list)):
        return [*map(copied, value)]             # a namedtuple is not made of one argument
    return {key: copied(item) for key, item in value.items()} if isinstance(value, dict) else value


def differs(value, pristine):
    """Whether an input, or an array in it, is not what it was, to the last bit."""
    if isinstance(value, np.ndarray):
        return (value.dtype, value.shape) != (pristine.dtype, pristine.shape) or (
            value.tobytes() != pristine.tobytes())
    if isinstance(value, (tuple, list)):
        return len(value) != len(pristine) or any(map(differs, value, pristine))
    if isinstance(value, dict):
        return value.keys() != pristine.keys() or any(
            differs(item, pristine[key]) for key, item in value.items())
    return False


def describe(error, path):
    """-> [type, message, last line of the student's file on the way to it or None]"""
    line, trace = None, error.__traceback__
    try:
        if isinstance(error, SyntaxError) and error.filename == path:
            line = error.lineno
        message = str(error.msg if isinstance(error, SyntaxError) else error)
    except BaseException as second:              # an error whose text cannot be told
        message = type_name(type(second))
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == path:
            line = trace.tb_lineno
        trace = trace.tb_next
    return [type_name(type(error)), message[:500], line]


def main(home, *folders):
    """Answer requests until the pipe closes."""
    global np, type_name
    sys.path += folders
    wire, fence, landlock, blank, returned = (
        types.SimpleNamespace(**private(os.path.join(HERE, f"{name}.py")))
        for name in ("wire", "fence", "landlock", "blank", "returned"))
    np, type_name = wire.np, wire.type_name
    channel, modules, shared = Channel(wire), [], Shared()
    os.chdir(home)
    sys.path.append(home)
    blank.install()
    fence.limit(cpu_seconds=300, memory_mb=2048, file_mb=16)
    fence.close(home, os.path.dirname(HERE), landlock.close)
    sys.stdout = sys.stderr = Printed()
    channel.send({"started": True})
    while True:
        request = channel.receive()
        if "load" in request:
            error = load(*request["load"], modules)
            channel.send({"error": error, "replaced": shared.put_back()})
            continue
        program, gives, token = request["run"]
        ready, done = (wire.pack({sign: token}) for sign in ("ready", "done"))
        reply = run(program, gives, request["inputs"], *modules, {"returned": returned.returned},
                    lambda: channel.write(ready), lambda: channel.write(done))
        reply["replaced"] = shared.put_back()
        try:
            channel.send(reply)
        except (ValueError, MemoryError) as error:
            channel.send({**reply, "values": {}, "error": [
                "ValueError", f"what your function returns is {error}", None]})


def private(path):
    """The names of a file of ours, run with builtins of its own, and numpy's names likewise."""
    with open(path, encoding="utf-8") as file:
        source = file.read()
    names = {"__name__": os.path.basename(path), "__file__": path,
             "__builtins__": dict(vars(builtins))}
    exec(compile(source, path, "exec"), names)
    if "np" in names:
        names["np"] = types.SimpleNamespace(**vars(names["np"]))
    return names


if __name__ == "__main__":
    sys.modules["__main__"] = types.ModuleType("__main__")
    private(os.path.abspath(__file__))["main"](*sys.argv[1:])
